using System.Net;
using System.Security.Cryptography;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>The worker is killed while a file arrives in parts and while it is verified.</summary>
[Collection(FaultTests.Name)]
public sealed class UploadCrashTests(LazyApiWorld lazy)
{
    private const int PartBytes = 6 * 1024 * 1024;

    [Fact]
    public async Task Given_AnUploadInParts_When_TheWorkerIsKilledOnTheWay_Then_WhatIsRepeatedCompletesAndTheFileIsWhole()
    {
        var world = await lazy.GetAsync();
        var system = world.App;
        using var stored = new StoredDocuments(system);
        using var client = await world.JoinAsync("parts");
        var upload = await PartedUpload.OpenAsync(client, FileToUpload.Binary(10));
        var parts = Enumerable.Range(1, 6).Select(number => (Number: number, Bytes: RandomNumberGenerator.GetBytes(PartBytes))).ToList();

        var sending = Task.WhenAll(parts.Select(part => UntilStoredAsync(upload, part.Number, part.Bytes)));
        await Eventually.IsTrueAsync(async () => sending.IsCompleted || await HasPartsAsync(upload), "the first part");
        await system.KillWorkerAsync();
        await sending;
        (await Eventually.GetAsync(() => TryAsync(() => upload.CompleteAsync(parts)), status => status is HttpStatusCode.Accepted, "the completion")).Should().Be(HttpStatusCode.Accepted);
        await system.KillWorkerAsync();

        await Eventually.IsTrueAsync(async () => await TryStateAsync(upload) == "completed", "the verified file");
        await system.BusOperator.AreDrainedAsync();
        (await client.DownloadAsync(upload.Asset)).Bytes.AsSpan().SequenceEqual([.. parts.SelectMany(part => part.Bytes)]).Should().BeTrue();
        (await stored.FailuresAsync()).Should().BeEmpty();
        (await client.CountAsync("/me/assets")).Should().Be(1);
    }

    private static async Task UntilStoredAsync(PartedUpload upload, int number, byte[] bytes) =>
        await Eventually.GetAsync(() => TryAsync(() => upload.PutAsync(number, bytes, declared: bytes)), status => status is HttpStatusCode.NoContent, $"part {number}");

    private static async Task<bool> HasPartsAsync(PartedUpload upload) => (await upload.ReadAsync()).GetProperty("parts").GetArrayLength() > 0;

    /// <summary>The status; null when there is no answer, or one that is not the worker's.</summary>
    private static async Task<HttpStatusCode?> TryAsync(Func<Task<ApiAnswer>> send)
    {
        try
        {
            return (await send()).Status;
        }
        catch (Exception lost) when (lost is HttpRequestException or Contracts.ContractViolationException)
        {
            return null;
        }
    }

    private static async Task<string?> TryStateAsync(PartedUpload upload)
    {
        try
        {
            return await upload.StateAsync();
        }
        catch (Exception lost) when (lost is HttpRequestException or Contracts.ContractViolationException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
