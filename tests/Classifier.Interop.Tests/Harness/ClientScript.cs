namespace Classifier.Interop.Tests.Harness;

/// <summary>A client in another language: how to start it, and whether this machine has what it needs.</summary>
internal sealed class ClientScript
{
    /// <summary>Set by continuous integration, where a missing package is a failure and not a skip.</summary>
    private const string Required = "CLASSIFIER_REQUIRE_CLIENTS";

    // Longer than the sum of what the slowest checks take on two busy cores.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private readonly string _program;
    private readonly string[] _first;
    private readonly Lazy<Task<string?>> _missing;

    private ClientScript(string program, string[] first, Func<Task<string?>> missing)
    {
        _program = program;
        _first = first;
        _missing = new Lazy<Task<string?>>(missing);
    }

    /// <summary>@grpc/grpc-js with @grpc/proto-loader.</summary>
    public static ClientScript Node { get; } = new(
        "node", [Path.Combine(Repository.Scripts, "node", "run.mjs"), "--protos", Repository.Protos], NodeMissingAsync);

    /// <summary>grpcio as the distribution ships it; another Python on the path would not see that package.</summary>
    public static ClientScript Python { get; } = new(
        "/usr/bin/python3", ["-B", Path.Combine(Repository.Scripts, "python", "run.py")], PythonMissingAsync);

    /// <summary>Skips the test, saying why, where the client is not installed.</summary>
    public async Task RequireAsync()
    {
        if (await _missing.Value is not { } reason)
            return;
        if (Environment.GetEnvironmentVariable(Required) == "1")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    public async Task<ScriptRun> RunAsync(string address, params IEnumerable<string> arguments)
    {
        using var folder = new TemporaryFolder();
        var descriptors = folder.File("services.pb");
        await DescriptorSetFile.WriteAsync(descriptors);
        var command = await CommandRun.StartAsync(
            _program, [.. _first, "--address", address, "--descriptors", descriptors, .. arguments], Limit);
        return ScriptRun.From(command);
    }

    private static async Task<string?> NodeMissingAsync()
    {
        if (await ExitCodeAsync("node", "--version") != 0)
            return "Needs the program node (tests/setup.sh).";
        return Directory.Exists(Path.Combine(Repository.Scripts, "node", "node_modules", "@grpc", "grpc-js"))
            ? null
            : "Needs the npm packages of tests/interop/node (tests/setup.sh).";
    }

    private static async Task<string?> PythonMissingAsync() =>
        await ExitCodeAsync("/usr/bin/python3", "-c", "import grpc.aio, google.protobuf") == 0
            ? null
            : "Needs the Debian package python3-grpcio (tests/setup.sh).";

    private static async Task<int> ExitCodeAsync(string program, params string[] arguments)
    {
        try
        {
            return (await CommandRun.StartAsync(program, arguments, TimeSpan.FromSeconds(30))).ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
