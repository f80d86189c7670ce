using System.IO.Compression;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>What is deployed: the zip file, or the folder that it is made of.</summary>
internal sealed class AppPackage : IDisposable
{
    private readonly ZipArchive? _zip;
    private readonly string _folder;

    private AppPackage(ZipArchive? zip, string folder)
    {
        _zip = zip;
        _folder = folder;
    }

    /// <exception cref="InvalidDataException">The file is not a zip.</exception>
    public static AppPackage Open(string path) => Directory.Exists(path) ? new AppPackage(null, path) : new AppPackage(ZipFile.OpenRead(path), "");

    /// <summary>Whether it holds the file; the name is relative to the top.</summary>
    public bool Holds(string name) => _zip is null ? File.Exists(Path.Combine(_folder, name)) : _zip.GetEntry(name) is not null;

    /// <summary>All bytes of a file that is there.</summary>
    public byte[] Read(string name)
    {
        if (_zip is null) return File.ReadAllBytes(Path.Combine(_folder, name));
        using var content = _zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => _zip?.Dispose();
}
