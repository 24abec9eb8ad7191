using System.Collections.Concurrent;
using System.Text.Json;
using Classifier.Core;
using Classifier.Fingerprint.Index;
using Microsoft.Extensions.Logging;

namespace Classifier.Fingerprint.Banks;

/// <summary>All banks of a folder, each with its own index. Thread-safe.</summary>
public sealed class BankStore : IDisposable
{
    private const string DefinitionFile = "bank.json";

    private readonly string _directory;
    private readonly IndexOptions _options;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, Bank> _banks = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();

    /// <summary>Opens the banks of a folder, which is made when missing.</summary>
    /// <exception cref="ClassifierException">StorageFailed, StorageCorrupt.</exception>
    public BankStore(string directory, IndexOptions options, ILogger logger)
    {
        (_directory, _options, _logger) = (directory, options, logger);
        Directory.CreateDirectory(directory);
        foreach (var folder in Directory.EnumerateDirectories(directory))
        {
            var file = Path.Combine(folder, DefinitionFile);
            if (BankDefinition.IsName(Path.GetFileName(folder)) && File.Exists(file))
                _banks[Path.GetFileName(folder)] = new Bank(Read(file), folder, options, logger);
        }
    }

    /// <exception cref="ClassifierException">InvalidArgument, AlreadyExists, StorageFailed.</exception>
    public Bank Create(BankDefinition definition)
    {
        definition.Validate();
        lock (_changing)
        {
            if (_banks.ContainsKey(definition.Name))
                throw new ClassifierException(ErrorKind.AlreadyExists, "There is a bank of this name.", "bank.name");
            var folder = Path.Combine(_directory, definition.Name);
            try
            {
                Directory.CreateDirectory(folder);
                FingerprintIndex.WriteBeside(folder, DefinitionFile, JsonSerializer.SerializeToUtf8Bytes(definition));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ClassifierException(ErrorKind.StorageFailed, "The bank could not be written.", inner: e);
            }

            return _banks[definition.Name] = new Bank(definition, folder, _options, _logger);
        }
    }

    /// <exception cref="ClassifierException">NotFound.</exception>
    public Bank Get(string name) =>
        _banks.TryGetValue(name, out var bank) ? bank : throw new ClassifierException(ErrorKind.NotFound, "There is no bank of this name.", "bank");

    /// <returns>By name.</returns>
    public IReadOnlyList<Bank> List() => [.. _banks.Values.OrderBy(bank => bank.Definition.Name, StringComparer.Ordinal)];

    /// <summary>Deletes a bank with its items.</summary>
    /// <exception cref="ClassifierException">NotFound, StorageFailed.</exception>
    public void Delete(string name)
    {
        lock (_changing)
        {
            if (!_banks.TryRemove(name, out var bank))
                throw new ClassifierException(ErrorKind.NotFound, "There is no bank of this name.", "bank");
            bank.Dispose();
            try
            {
                // Without its definition the folder is no bank, whatever else a crash leaves of it.
                File.Delete(Path.Combine(_directory, name, DefinitionFile));
                Directory.Delete(Path.Combine(_directory, name), recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ClassifierException(ErrorKind.StorageFailed, "The bank's files could not be deleted.", inner: e);
            }
        }
    }

    /// <summary>Looks in the named banks of an algorithm, in all of them when none is named; negative banks are always asked.</summary>
    /// <param name="limit">Most matches.</param>
    /// <param name="counts">Which items may match or suppress; null for all.</param>
    /// <exception cref="ClassifierException">NotFound: a named bank. InvalidArgument: a named bank is of another algorithm.</exception>
    public BankMatches Match(string algorithm, Hash256 hash, IReadOnlyCollection<string> names, int limit, Func<BankItem, bool>? counts = null)
    {
        if (names.Any(name => Get(name).Definition.Algorithm != algorithm))
            throw ClassifierException.Invalid("banks", "A bank holds fingerprints of another algorithm.");
        var banks = List().Where(bank => bank.Definition.Algorithm == algorithm).ToArray();
        var suppressing = banks.Where(bank => bank.Definition.Negative).SelectMany(bank => bank.Match(hash, 1, counts)).MinBy(match => match.Distance);
        if (suppressing is not null)
            return new BankMatches([], suppressing);
        var matches = banks
            .Where(bank => !bank.Definition.Negative && (names.Count == 0 || names.Contains(bank.Definition.Name)))
            .SelectMany(bank => bank.Match(hash, limit, counts))
            .OrderBy(match => match.Distance)
            .ThenBy(match => match.Bank.Name, StringComparer.Ordinal)
            .ThenBy(match => match.Item.Id, StringComparer.Ordinal)
            .Take(limit);
        return new BankMatches([.. matches], null);
    }

    public void Dispose()
    {
        foreach (var bank in _banks.Values)
            bank.Dispose();
    }

    private static BankDefinition Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<BankDefinition>(File.ReadAllBytes(file)) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new ClassifierException(ErrorKind.StorageCorrupt, "A bank's definition is damaged.", inner: e);
        }
    }
}
