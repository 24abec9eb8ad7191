using Classifier.Core;
using Classifier.Fingerprint;
using Classifier.Inference.Brands;

namespace Classifier.Pipeline.Logo.Bank;

/// <summary>
/// The added brands on disk, a file each: what a change has acknowledged is durable, and a crash in the middle of one leaves the file of
/// before or the new one. What it leaves of a temporary file means nothing and is overwritten by the next change of that brand.
/// </summary>
internal sealed class BrandStore(string directory)
{
    private const string Suffix = ".brand";

    /// <summary>Every stored brand, by name.</summary>
    /// <exception cref="ClassifierException">
    /// <see cref="ErrorKind.StorageCorrupt"/>: a file is damaged; <see cref="ErrorKind.StorageFailed"/>: the disk refuses.
    /// </exception>
    public IReadOnlyList<StoredBrand> ReadAll()
    {
        try
        {
            if (!Directory.Exists(directory)) return [];
            return [.. Directory.EnumerateFiles(directory, "*" + Suffix).Select(Read).OrderBy(b => b.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(e);
        }
    }

    /// <summary>Null where nothing is stored under the name.</summary>
    /// <exception cref="ClassifierException">As <see cref="ReadAll"/>.</exception>
    public StoredBrand? Read(BankBrand brand)
    {
        try
        {
            var path = Path.Combine(directory, brand.Name + Suffix);
            return File.Exists(path) ? Read(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(e);
        }
    }

    /// <exception cref="ClassifierException"><see cref="ErrorKind.StorageFailed"/>: nothing was changed.</exception>
    public void Write(StoredBrand brand)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(e);
        }
        DurableFile.Write(directory, brand.Name + Suffix, BrandFile.Write(brand));
    }

    /// <exception cref="ClassifierException"><see cref="ErrorKind.StorageFailed"/>.</exception>
    public void Delete(BankBrand brand) => DurableFile.Delete(directory, brand.Name + Suffix);

    private static StoredBrand Read(string path)
    {
        var brand = BrandFile.Read(File.ReadAllBytes(path), path);
        // The name is the file's, and only a valid one can name a file again.
        if (brand.Name + Suffix != Path.GetFileName(path) || !PublicBrands.IsName(brand.Name))
            throw new ClassifierException(ErrorKind.StorageCorrupt, "A brand file has another brand's name; restore or delete it.");
        return brand;
    }

    private static ClassifierException Failed(Exception inner) => new(ErrorKind.StorageFailed, "The brand files could not be used.", inner: inner);
}
