using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Exports;

/// <summary>Stores exports, those of one person together.</summary>
public interface IExports
{
    Task<Export?> FindAsync(UserId owner, ExportId id, CancellationToken cancellationToken);

    /// <summary>The exports of a person, the newest first, at most 1,000. An export that ended is forgotten some weeks later.</summary>
    Task<IReadOnlyList<Export>> ListAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Stores a new export. False when the id is taken; nothing is changed then.</summary>
    Task<bool> AddAsync(Export export, CancellationToken cancellationToken);

    /// <exception cref="ConcurrencyConflictException">It was changed since it was loaded.</exception>
    Task SaveAsync(Export export, CancellationToken cancellationToken);
}

/// <summary>The form of archives.</summary>
public interface IArchiveFormat
{
    /// <summary>Begins an archive, which is written front to back.</summary>
    /// <param name="destination">Where to; it need not be seekable, and stays open.</param>
    /// <param name="at">The time of the entries.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IOpenArchive> BeginAsync(Stream destination, Timestamp at, CancellationToken cancellationToken);
}

/// <summary>An archive that takes entries, one after the other. Disposing it writes its end.</summary>
public interface IOpenArchive : IAsyncDisposable
{
    /// <summary>Adds a JSON document.</summary>
    /// <returns>Length and digest of the entry.</returns>
    Task<PlainFile> AddDocumentAsync<TDocument>(string path, TDocument document, CancellationToken cancellationToken) where TDocument : class;

    /// <summary>Adds a file. One that is damaged on the way ends there.</summary>
    /// <returns>Length and digest of the entry.</returns>
    Task<PlainFile> AddFileAsync(string path, PlainProducer write, CancellationToken cancellationToken);
}
