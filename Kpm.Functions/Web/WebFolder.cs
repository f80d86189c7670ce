using Kpm.Functions.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Kpm.Functions.Web;

/// <summary>The files of one folder below <c>web</c>, beside the program: read once, and served from memory.</summary>
internal sealed class WebFolder
{
    private const string FirstPage = "index.html";
    private static readonly FileExtensionContentTypeProvider MediaTypes = new() { Mappings = { [".yaml"] = "application/yaml" } };

    private WebFolder(Dictionary<string, WebFile> files) => Files = files;

    /// <summary>All of them, by their paths below the folder.</summary>
    public IReadOnlyDictionary<string, WebFile> Files { get; }

    /// <summary>Reads the folder.</summary>
    /// <param name="name">Its name below <c>web</c>.</param>
    /// <exception cref="DirectoryNotFoundException">The app was built without it.</exception>
    public static WebFolder Read(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "web", name);
        return new WebFolder(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
            ReadFile,
            StringComparer.Ordinal));
    }

    /// <summary>The file at a path below the folder; its first page for none. Null when there is no such file.</summary>
    public WebFile? Find(string? path) => Files.GetValueOrDefault(string.IsNullOrEmpty(path) ? FirstPage : path);

    private static WebFile ReadFile(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var type = MediaTypes.TryGetContentType(file, out var known) ? known : "application/octet-stream";
        return WebFile.Of(bytes, type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type);
    }
}

/// <summary>A file that is the same for everybody.</summary>
/// <param name="Bytes">What it holds.</param>
/// <param name="MediaType">With its charset.</param>
/// <param name="EntityTag">Changes with the bytes.</param>
internal sealed record WebFile(byte[] Bytes, string MediaType, string EntityTag)
{
    public static WebFile Of(byte[] bytes, string mediaType) => new(bytes, mediaType, EntityTags.Of(bytes));
}
