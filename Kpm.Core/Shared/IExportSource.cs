using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Shared;

/// <summary>A part of what a person owns, for their export. Every context brings its own; they run in the order in which they are registered.</summary>
public interface IExportSource
{
    /// <summary>Writes it. Reads the aggregates themselves.</summary>
    /// <exception cref="PermanentFailureException">There can be no export of this person.</exception>
    /// <exception cref="UserKeyMissingException">The person's key was erased.</exception>
    Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken);
}

/// <summary>Takes the content of an export, entry by entry.</summary>
public interface IExportWriter
{
    /// <summary>Adds a document as JSON.</summary>
    /// <param name="path">Its place in the archive, which no other entry has.</param>
    /// <param name="document">What it says. A stream of items is written as they come.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task AddDocumentAsync<TDocument>(string path, TDocument document, CancellationToken cancellationToken) where TDocument : class;

    /// <summary>Adds a file in the clear, under a name that is safe everywhere. One that cannot be opened, or not to its end, is named as missing.</summary>
    Task AddFileAsync(string folder, OpenedFile file, CancellationToken cancellationToken);

    /// <summary>Names something that cannot be opened.</summary>
    /// <param name="path">Where it would be.</param>
    /// <param name="code">A stable word for why.</param>
    void NameMissing(string path, string code);
}
