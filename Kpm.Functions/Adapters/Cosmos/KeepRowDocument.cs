using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>A keep as a row of a list.</summary>
internal sealed record KeepRowDocument(
    string Id,
    string Pk,
    string Type,
    int SchemaVersion,
    long Version,
    Lifecycle State,
    Timestamp CreatedTs,
    Timestamp ModifiedTs,
    KeepRow Keep) : IRow
{
    /// <param name="list">The partition: a person, or the name of a list.</param>
    /// <param name="row">What is shown.</param>
    public static KeepRowDocument Of(string list, KeepRow row) =>
        new(row.Id.ToString(), list, "keepRow", 1, row.Revision, row.Lifecycle, row.CreatedTs, row.ModifiedTs ?? row.CreatedTs, row);

    /// <summary>The property that an order goes by; each has a composite index with <c>id</c>.</summary>
    public static string PropertyOf(KeepOrder order) => order switch
    {
        KeepOrder.CreatedTs => "createdTs",
        KeepOrder.ModifiedTs => "modifiedTs",
        KeepOrder.State => "state",
    };

    public static Page<KeepRow> Read(Page<KeepRowDocument> page) =>
        new([.. page.Items.Select(document => document.Keep with { Revision = document.Version })], page.Total, page.Number, page.Size);
}
