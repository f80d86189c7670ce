using Kpm.Core.Exports;
using Kpm.Core.Exports.Reactions;
using Kpm.Core.Exports.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.Archives;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Core.Exports;

/// <summary>The exports context over fakes that seal as the real ones do, with one source, in a process that may die.</summary>
internal sealed class ExportWorld
{
    public static readonly Timestamp Now = new(1_800_000_000_000);
    public static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private readonly MakeExportHandler _make;
    private readonly CheckExportHandler _check;
    private readonly RemoveExports _remove;
    private readonly ContentSealer _sealer;

    public ExportWorld()
    {
        Vault = new InMemoryFileVault(Keys);
        _sealer = new ContentSealer(Keys, KpmJson.Options);
        var (exports, vault) = (Mortality.Before<IExports>(Exports), Mortality.Before<IExportVault>(Vault));
        _make = new MakeExportHandler(exports, new ArchiveMaker([Source], new ZipFormat()), _sealer, vault, Clock);
        _check = new CheckExportHandler(exports, vault, Mortality.Before<IWorkQueue<MakeExport>>(Makings), Clock);
        _remove = new RemoveExports(exports, vault, Clock);
        Request = new RequestExportHandler(Exports);
    }

    public Mortality Mortality { get; } = new();

    public FakeClock Clock { get; } = new(Now);

    public InMemoryUserKeys Keys { get; } = new();

    public InMemoryExports Exports { get; } = new();

    public InMemoryFileVault Vault { get; }

    public FakeWorkQueue<MakeExport> Makings { get; } = new();

    public FakeSource Source { get; } = new();

    public RequestExportHandler Request { get; }

    public Export Export => Exports.All.Single();

    /// <summary>The blobs that are there.</summary>
    public IReadOnlyList<string> Blobs => [.. Vault.Blobs.Keys];

    public static async Task<ExportWorld> WithRequestAsync()
    {
        var world = new ExportWorld();
        await world.Request.HandleAsync(new RequestExport(Anna, Now), default);
        return world;
    }

    /// <summary>Handles the message as the queue does: again after a conflict, and again after each death.</summary>
    /// <returns>The code of the failure that was recorded, if any.</returns>
    public async Task<string?> MakeAsync()
    {
        for (var run = 0; run < 10; run++)
        {
            try
            {
                await _make.HandleAsync(new MakeExport(Anna, Export.Id), Guid.CreateVersion7(), default);
                return null;
            }
            catch (PermanentFailureException failure)
            {
                return failure.Code;
            }
            catch (Exception again) when (again is ConcurrencyConflictException or DiedException || again.InnerException is DiedException)
            {
                // The message is delivered again.
            }
        }

        throw new InvalidOperationException("It never ended.");
    }

    public Task CheckAsync(Timestamp? due = null) => _check.HandleAsync(new CheckExport(Anna, Export.Id, due), default);

    public Task<bool> RemoveAllAsync() => _remove.RunAsync(new RemovedAccount(default, Anna, Anna, Now), default);

    /// <summary>Reads the archive of the export.</summary>
    public async Task<OpenedArchive> ReadAsync()
    {
        var opened = await new OpenExportFileHandler(Exports, Vault).HandleAsync(new OpenExportFile(Export.Id, Anna, Clock.Now), default);
        using var zip = new MemoryStream();
        await opened.Value.CopyToAsync(0, opened.Value.SizeBytes, zip, default);
        return await OpenedArchive.ReadAsync(zip.ToArray());
    }

    public async Task<IReadOnlyList<MissingEntry>> MissingAsync() =>
        (await new GetExportHandler(Exports, new ExportViews(_sealer)).HandleAsync(new GetExport(Export.Id, Anna, Clock.Now), default)).Value.Missing;

    /// <summary>Writes a document, and whatever a test wants beside it.</summary>
    internal sealed class FakeSource : IExportSource
    {
        public Func<IExportWriter, Task> Beside { get; set; } = _ => Task.CompletedTask;

        public async Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken)
        {
            await writer.AddDocumentAsync("account.json", new { Name = "Anna" }, cancellationToken);
            await Beside(writer);
        }
    }
}
