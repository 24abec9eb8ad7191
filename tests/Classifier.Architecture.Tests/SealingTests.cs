using ArchUnitNET.Domain;
using Classifier.Architecture.Tests.Facts;
using Classifier.Architecture.Tests.Rules;

namespace Classifier.Architecture.Tests;

public sealed class SealingTests
{
    // Written by protoc, which knows no sealed clients.
    private const string GeneratedAssembly = "Classifier.Protos";

    [Fact]
    public void Classes_that_nobody_derives_from_are_sealed() => Assert.Empty(Sealing.Violations([.. OwnClasses()]));

    [Fact]
    public void Classes_are_seen() => Assert.True(OwnClasses().Count() > 20);

    [Fact]
    public void An_open_class_is_found() =>
        Assert.Equal(
            ["Open", "OpenRecord"],
            Sealing.Violations([.. Code.Fixtures("Sealing")]).Select(name => name.Split('.')[^1]).Order());

    private static IEnumerable<Class> OwnClasses() =>
        Code.Source.Classes.Where(type => type.Assembly.Name.Split(',')[0] is var assembly && assembly != GeneratedAssembly
            && assembly.StartsWith("classifier", StringComparison.OrdinalIgnoreCase));
}
