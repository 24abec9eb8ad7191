namespace Classifier.Cli.Load.Schedules;

/// <summary>One request to come.</summary>
/// <param name="Seconds">When it is due, from the start of the run.</param>
/// <param name="Phase">Index into the phases.</param>
/// <param name="Tenant">Index into the tenants.</param>
/// <param name="Item">Index into the items.</param>
internal readonly record struct Arrival(double Seconds, int Phase, int Tenant, int Item);
