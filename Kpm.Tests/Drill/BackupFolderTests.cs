using System.Text;

namespace Kpm.Tests.Drill;

/// <summary>A backup that is not whole is refused before anything is done with it.</summary>
public sealed class BackupFolderTests : IAsyncLifetime
{
    private static readonly string Documents = BackupFolder.DocumentsOf("kpm", "users");
    private static readonly string Index = BackupFolder.IndexOf("vault");
    private static readonly string Blob = BackupFolder.FileOf("vault", "0192/a.b/..");
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("kpm-backup-").FullName, "backup");
    private BackupFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = new BackupFolder(_path);
        _folder.Create();
        var documents = await WriteAsync(Documents, """{"document":{"id":"a","pk":"a"}}""" + "\n");
        var blob = await WriteAsync(Blob, "sealed bytes");
        var index = await WriteAsync(Index, $$"""{"name":"0192/a.b/..","sizeBytes":{{blob.SizeBytes}},"sha256":"{{blob.Sha256}}","contentType":null,"metadata":{ } }""" + "\n");
        await _folder.CompleteAsync(new BackupManifest(1, "local", 1, 2, [documents], [index], blob.SizeBytes));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_AWholeBackup_When_Verified_Then_ItsManifestIsAnswered()
    {
        var (manifest, digest) = await _folder.VerifyAsync();

        (manifest.DocumentCount, manifest.BlobCount, manifest.BlobBytes).Should().Be((1, 1, 12));
        digest.Should().HaveLength(64);
        Full(Blob).Should().StartWith(_path + "/blobs/vault/0192/").And.NotContain("..");
    }

    [Fact]
    public async Task Given_AnyByteChanged_When_Verified_Then_TheBackupIsRefused()
    {
        foreach (var file in Directory.EnumerateFiles(_path, "*", SearchOption.AllDirectories))
        {
            var whole = await File.ReadAllBytesAsync(file);
            for (var i = 0; i < whole.Length; i++)
            {
                byte[] changed = [.. whole];
                changed[i] ^= 1;
                await File.WriteAllBytesAsync(file, changed);
                await IsRefusedAsync($"{file} at {i}");
            }

            await File.WriteAllBytesAsync(file, whole);
        }
    }

    [Fact]
    public async Task Given_AFileMissing_When_Verified_Then_TheBackupIsRefused()
    {
        foreach (var file in Directory.EnumerateFiles(_path, "*", SearchOption.AllDirectories).ToList())
        {
            File.Move(file, Path.Combine(Path.GetDirectoryName(_path)!, "aside"));
            await IsRefusedAsync(file);
            File.Move(Path.Combine(Path.GetDirectoryName(_path)!, "aside"), file);
        }
    }

    [Theory]
    [InlineData("blobs/vault/0192/another")]
    [InlineData("documents/kpm/releases.ndjson")]
    [InlineData("note.txt")]
    public async Task Given_AFileTooMany_When_Verified_Then_TheBackupIsRefused(string file)
    {
        await File.WriteAllTextAsync(Full(file), "");
        await IsRefusedAsync(file);
    }

    [Fact]
    public void Given_AFolderWithSomethingInIt_When_ABackupBegins_Then_ItIsRefused() =>
        new BackupFolder(_path).Invoking(folder => folder.Create()).Should().Throw<BackupRefusedException>();

    private async Task IsRefusedAsync(string why) => await _folder.Awaiting(folder => folder.VerifyAsync()).Should().ThrowAsync<BackupRefusedException>(why);

    private async Task<BackupFile> WriteAsync(string path, string text)
    {
        await using var file = _folder.Write(path);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text));
        return new BackupFile(path, 1, file.Length, file.Digest);
    }

    private string Full(string file) => Path.Combine(_path, file);
}
