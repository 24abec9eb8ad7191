using System.Text.RegularExpressions;
using Classifier.Architecture.Tests.Facts;
using Classifier.Architecture.Tests.Rules;

namespace Classifier.Architecture.Tests;

public sealed partial class SolutionTests
{
    // Generated code alone; whoever uses it tests it.
    private const string Untested = "Classifier.Protos";

    [Fact]
    public void Versions_of_packages_stand_in_one_file() =>
        Assert.Empty(Repository.Find("*.csproj", "src", "tests", "benchmarks", "models")
            .SelectMany(path => PackageVersions.Violations(path, Repository.Read(path))));

    [Theory]
    [InlineData("""<PackageReference Include="A" Version="1.0" />""")]
    [InlineData("""<PackageReference Include="A" VersionOverride="1.0" />""")]
    [InlineData("""<PackageReference Include="A"><Version>1.0</Version></PackageReference>""")]
    [InlineData("""<PackageReference Update="A" Version="1.0" />""")]
    [InlineData("""<PackageVersion Include="A" Version="1.0" />""")]
    [InlineData("""<Reference Include="A"><HintPath>a.dll</HintPath></Reference>""")]
    public void A_version_elsewhere_is_found(string item) =>
        Assert.Single(PackageVersions.Violations("a.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>"));

    [Fact]
    public void A_reference_without_a_version_is_fine() =>
        Assert.Empty(PackageVersions.Violations("a.csproj", """<Project><ItemGroup><PackageReference Include="A" PrivateAssets="all" /></ItemGroup></Project>"""));

    [Fact]
    public void Every_project_is_in_the_solution_and_no_other()
    {
        var listed = ProjectPath().Matches(Repository.Read("Classifier.sln")).Select(match => match.Value.Replace('\\', '/'));
        Assert.Equal(Repository.Find("*.csproj", "src", "tests", "benchmarks"), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_has_tests_of_its_own()
    {
        var tests = Repository.Find("*.csproj", "tests").Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet();
        Assert.DoesNotContain(ProjectFiles.Components(), project => project.Name != Untested && !tests.Contains($"{project.Name}.Tests"));
    }

    [GeneratedRegex("""[^"]+\.csproj(?=")""")]
    private static partial Regex ProjectPath();
}
