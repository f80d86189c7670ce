using System.Globalization;
using System.Text.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Running;

namespace Kpm.Tests.Bench;

/// <summary>What was on the bill at an instant at which nothing went on: counted by the app itself, and what the stores held.</summary>
/// <param name="RequestUnits">Of Cosmos DB, both accounts.</param>
/// <param name="CosmosCalls">Calls to Cosmos DB.</param>
/// <param name="Sends">Transfers to Service Bus.</param>
/// <param name="Messages">Messages that were handled.</param>
/// <param name="VaultCalls">Operations of Key Vault.</param>
/// <param name="BlobCalls">Requests to Blob Storage.</param>
/// <param name="Mails">Mails that the mail service took.</param>
/// <param name="DocumentBytes">Bytes of all documents as JSON.</param>
/// <param name="BlobBytes">Bytes of all blobs.</param>
internal sealed record Bill(double RequestUnits, double CosmosCalls, double Sends, double Messages, double VaultCalls, double BlobCalls, double Mails, double DocumentBytes, double BlobBytes)
{
    public static string Header => $"{"RU",9}{"calls",7}{"sends",7}{"handled",9}{"vault",7}{"blobs",7}{"mails",7}{"documents",12}{"blobs",14}";

    public static Bill operator -(Bill later, Bill earlier) => new(
        later.RequestUnits - earlier.RequestUnits,
        later.CosmosCalls - earlier.CosmosCalls,
        later.Sends - earlier.Sends,
        later.Messages - earlier.Messages,
        later.VaultCalls - earlier.VaultCalls,
        later.BlobCalls - earlier.BlobCalls,
        later.Mails - earlier.Mails,
        later.DocumentBytes - earlier.DocumentBytes,
        later.BlobBytes - earlier.BlobBytes);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{RequestUnits,9:0.0}{CosmosCalls,7:0}{Sends,7:0}{Messages,9:0}{VaultCalls,7:0}{BlobCalls,7:0}{Mails,7:0}{DocumentBytes,10:0} B{BlobBytes,12:0} B");

    /// <summary>Waits until nothing goes on and all is told, and reads.</summary>
    public static async Task<Bill> ReadAsync(KpmSystem system, StoredDocuments stored)
    {
        await system.BusOperator.AreDrainedAsync();
        var read = await CountedAsync(system);
        for (Bill? before = null; before != read;)
        {
            before = read;

            // Longer than the app takes to tell what it counted.
            await Task.Delay(TimeSpan.FromSeconds(1));
            read = await CountedAsync(system);
        }

        return read with { DocumentBytes = await BytesAsync(stored), BlobBytes = await stored.BlobBytesAsync() };
    }

    /// <summary>What the app has counted so far; what the stores hold is left at 0.</summary>
    private static async Task<Bill> CountedAsync(KpmSystem system)
    {
        var metrics = await system.Telemetry.MetricsAsync();
        double Sum(string name, string? service = null) =>
            metrics.Where(metric => metric.Name == name && (service is null || metric.Attributes["service"]!.ToString() == service)).Sum(metric => metric.Sum);
        return new Bill(
            Math.Round(Sum("kpm.request_units"), 2),
            Sum("kpm.calls", "cosmos"),
            Sum("kpm.calls", "service_bus"),
            Sum("kpm.messages"),
            Sum("kpm.calls", "key_vault"),
            Sum("kpm.calls", "blob"),
            Sum("kpm.calls", "sendgrid"),
            DocumentBytes: 0,
            BlobBytes: 0);
    }

    private static async Task<double> BytesAsync(StoredDocuments stored)
    {
        var bytes = 0d;
        foreach (var container in StoredDocuments.ContainerNames.Where(name => name != "jobs"))
            bytes += (await stored.DocumentsAsync(container)).Sum(document => JsonSerializer.SerializeToUtf8Bytes(document).Length);
        return bytes;
    }
}
