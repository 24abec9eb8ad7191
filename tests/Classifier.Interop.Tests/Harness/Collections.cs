namespace Classifier.Interop.Tests.Harness;

/// <summary>Tests that share a server. Not beside others: all of these start processes that use every core.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunningServerGroup : ICollectionFixture<RunningServer>
{
    public const string Name = "one running server";
}

/// <summary>Tests that start servers of their own.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OwnServersGroup
{
    public const string Name = "own servers";
}
