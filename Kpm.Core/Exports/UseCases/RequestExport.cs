using Kpm.Core.Shared;

namespace Kpm.Core.Exports.UseCases;

/// <summary>Asks for an archive of everything that the caller owns. Every active user may call it for themself.</summary>
public sealed record RequestExport(UserId By, Timestamp At);

public sealed class RequestExportHandler(IExports exports)
{
    /// <remarks>While one is under way it is that one. A request that meets another one asks to be run again.</remarks>
    /// <exception cref="ConcurrencyConflictException">Another request was faster.</exception>
    public async Task<ExportId> HandleAsync(RequestExport command, CancellationToken cancellationToken)
    {
        var former = await exports.ListAsync(command.By, cancellationToken);
        if (former.FirstOrDefault(export => export.IsUnderWay) is { } underWay) return underWay.Id;
        var id = NextId(command.By, former);
        if (!await exports.AddAsync(Export.Request(id, command.By, command.At), cancellationToken)) throw new ConcurrencyConflictException();
        return id;
    }

    /// <summary>The same for everybody who saw the same exports.</summary>
    private static ExportId NextId(UserId owner, IReadOnlyList<Export> former)
    {
        var known = former.Select(export => export.Id).ToHashSet();
        return known.Select(id => Export.IdAfter(owner, id)).Prepend(Export.IdAfter(owner, null)).First(id => !known.Contains(id));
    }
}
