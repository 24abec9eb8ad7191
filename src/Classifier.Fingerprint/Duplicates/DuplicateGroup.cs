namespace Classifier.Fingerprint.Duplicates;

/// <summary>Items that are near one among them.</summary>
/// <param name="Medoid">The member with the smallest sum of distances to the others; of several, the lowest.</param>
/// <param name="Members">At least two, the medoid among them, by distance and then by number.</param>
public sealed record DuplicateGroup(int Medoid, IReadOnlyList<GroupMember> Members);

/// <summary>An item of a group.</summary>
/// <param name="Item">Its number.</param>
/// <param name="Distance">From the medoid; 0 for the medoid itself.</param>
public readonly record struct GroupMember(int Item, int Distance);
