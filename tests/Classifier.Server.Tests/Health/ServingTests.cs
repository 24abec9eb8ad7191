using Classifier.Inference;
using Classifier.Server.Health;
using Classifier.Server.Tests.Fakes;

namespace Classifier.Server.Tests.Health;

public sealed class ServingTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true, ModelState.Active)]
    [InlineData(true, true, ModelState.Active, ModelState.Active)]
    [InlineData(true, false, ModelState.Active, ModelState.Failed)]
    [InlineData(true, false, ModelState.Active, ModelState.Suspended)]
    [InlineData(false, false, ModelState.Active, ModelState.Warm)]
    [InlineData(false, false, ModelState.Failed)]
    [InlineData(false, false, ModelState.Suspended)]
    [InlineData(true, true, ModelState.Active, ModelState.Retired)]
    public void Server_serves_when_a_model_does_and_none_is_awaited(bool server, bool every, params ModelState[] states)
    {
        var models = states.Select((state, i) => Status($"m{i}", "1", state)).ToArray();

        Assert.Equal((server, every), (Serving.Server(models), Serving.EveryModel(models)));
    }

    [Fact]
    public void New_version_of_a_serving_name_is_not_awaited()
    {
        ModelStatus[] models = [Status("text", "1", ModelState.Active), Status("text", "2", ModelState.Warm)];

        Assert.True(Serving.Server(models));
        Assert.True(Serving.EveryModel(models));
    }

    [Fact]
    public void Loading_model_is_hope_and_a_failed_one_is_none()
    {
        Assert.True(Serving.IsHopeful([Status("a", "1", ModelState.Failed), Status("b", "1", ModelState.Staged)]));
        Assert.False(Serving.IsHopeful([Status("a", "1", ModelState.Failed)]));
    }

    private static ModelStatus Status(string name, string version, ModelState state) =>
        new(Manifests.Text(name, version), state, "cpu-int8", "cpu", null, null);
}
