namespace Kpm.Core.Shared.Sealing;

/// <summary>The record names that more than one part of the system must spell alike.</summary>
public static class RecordNames
{
    /// <summary>An asset: its content and its file share one data key.</summary>
    public static RecordName Of(AssetId asset) => new("asset", asset.ToString());

    /// <summary>An export: what is said about it and its archive share one data key.</summary>
    public static RecordName Of(ExportId export) => new("export", export.ToString());
}
