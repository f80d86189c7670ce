using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Infra.Deploying;
using Kpm.Tests.Local;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets.Receipts;

/// <summary>Receipts through the running system, verified by a program that shares no code with it.</summary>
[Collection(ApiTests.Name)]
public sealed class ReceiptTests(LazyApiWorld lazy) : ReceiptStory(lazy)
{
    [Fact]
    public async Task Given_ADeliveredLegacy_When_ItsPeopleReadTheReceipt_Then_ItVerifiesWithoutKpmAndNamesWhatWasReceived()
    {
        var legacy = await DeliverAsync();
        var keys = await KeysAsync();

        foreach (var person in new[] { Owner, Receiver })
        {
            var bundle = await ReceiptAsync(person, legacy);
            var (code, said) = await Checker.CheckAsync(bundle.ToJsonString(), "--keys", keys, "--file", Checker.Keep(File.Bytes));
            said.Should().StartWith($"verified: legacy {legacy} of {Owner.UserId}").And.Contain($"history of {person.UserId}").And.Contain($"the file is that of asset {Asset}");
            code.Should().Be(0);
        }

        (await Checker.CheckAsync((await ReceiptAsync(Receiver, legacy)).ToJsonString(), "--keys", keys, "--file", Checker.Keep([1, 2, 3]))).Said.Should().StartWith("refused: the file is none of those on the receipt");
        var stated = StatementOf(await ReceiptAsync(Owner, legacy), "receipt");
        ((string)stated["executed_by"]!, (string)stated["bequest"]!, (string)stated["assets"]![0]!["outcome"]!).Should().Be((Receiver.UserId, "gift", "delivered"));
        stated["met"]!.AsArray().Should().ContainSingle().Which!["since_ts"]!.GetValue<long>().Should().Be(2);
        (await Owner.GetAsync("/me/history/verify")).Json.GetProperty("receipts").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Given_AReceipt_When_AnyByteOfWhatIsSignedIsChanged_Then_ItIsRefused()
    {
        var bundle = await ReceiptAsync(Owner, await DeliverAsync());

        var found = await EveryByteAsync(bundle);

        found["accepted"]!.AsArray().Should().BeEmpty();
        found["refused"]!.GetValue<int>().Should().Be(3 * (((string)bundle["receipt"]!).Length + ((string)bundle["head"]!).Length));
    }

    [Fact]
    public async Task Given_AReceipt_When_TheHistoryItStandsInIsAnother_Then_ItIsRefused()
    {
        var legacy = await DeliverAsync();
        var keys = await KeysAsync();
        var (bundle, others) = (await ReceiptAsync(Owner, legacy), await ReceiptAsync(Receiver, legacy));
        var first = StatementOf(bundle, "receipt");

        await RefusedAsync(bundle, changed => Entries(changed).Clear(), keys, "there is no entry");
        await RefusedAsync(bundle, changed => Entries(changed).Add(Entries(changed)[0]!.DeepClone()), keys, "missing or out of its place");
        await RefusedAsync(bundle, changed => Entries(changed)[0]!["payload_sha256"] = new string('0', 64), keys, "was altered");
        await RefusedAsync(bundle, changed => Entries(changed)[0]!["occurred_ts"] = 7, keys, "was altered");
        await RefusedAsync(bundle, changed => Entries(changed).Last()!["receipt_sha256"] = null, keys, "was altered");
        await RefusedAsync(bundle, changed => changed["before"]!["hash"] = new string('0', 64), keys, "was altered");
        await RefusedAsync(bundle, changed => changed["head"] = others["head"]!.DeepClone(), keys, "the signed head is that of somebody else");
        await RefusedAsync(bundle, changed => changed["person"] = Receiver.UserId, keys, "the signed head is that of somebody else");
        await RefusedAsync(bundle, changed => changed["person"] = World.Stranger.UserId, keys, "not on the receipt");
        await RefusedAsync(bundle, changed => changed["receipt"] = changed["head"]!.DeepClone(), keys, "is of type");
        await RefusedAsync(others, changed => changed["before"] = bundle["before"]!.DeepClone(), keys, "entry");
        await RefusedAsync(bundle, _ => { }, Checker.Keep("""{"keys":[]}"""), "nobody vouches for the key");
        ((string)first["giver_head"]!).Should().Be((string)bundle["before"]!["hash"]!);
        (await Checker.CheckAsync("not JSON")).Code.Should().Be(1);
    }

    [Fact]
    public async Task Given_AHistoryThatWentOnUntilItWasSigned_When_AStepIsMissingOrTwoChangePlaces_Then_TheReceiptIsRefused()
    {
        var legacy = await DeliverAsync();
        var (first, keys) = (await ReceiptAsync(Owner, legacy), await KeysAsync());
        using var stored = new StoredDocuments(World.App);
        foreach (var head in (await stored.DocumentsAsync("signatures")).Where(found => found.GetProperty("pk").GetString() == Owner.UserId))
            await stored.DeleteAsync("signatures", head.GetProperty("id").GetString()!, Owner.UserId);
        (await ScheduleAsync(FarAway, await Owner.AddAssetAsync("Another", FileToUpload.Binary(1)))).ShouldBe(HttpStatusCode.Created);
        await Eventually.IsTrueAsync(async () => await Owner.CountAsync("/me/history") == 9, "the whole history");
        await SignAsync(stored);

        var bundle = await ReceiptAsync(Owner, legacy);

        Entries(bundle).Count.Should().BeGreaterThan(2);
        ((string)bundle["receipt"]!).Should().Be((string)first["receipt"]!);
        (await Checker.CheckAsync(bundle.ToJsonString(), "--keys", keys)).Said.Should().StartWith("verified");
        for (var i = 0; i < Entries(bundle).Count; i++)
        {
            var at = i;
            await RefusedAsync(bundle, changed => Entries(changed).RemoveAt(at), keys, at == Entries(bundle).Count - 1 ? "another chain" : "missing or out of its place");
            await RefusedAsync(bundle, changed => Swap(Entries(changed), at, (at + 1) % Entries(changed).Count), keys, "missing or out of its place");
        }
    }

    [Fact]
    public async Task Given_AForgerWhoWritesForTheTerminal_When_Refused_Then_TheAnswerIsOneLineOfPlainText()
    {
        var header = Base64Url.EncodeToString("""{"alg":"ES256","typ":"x\n\u001b[2Kverified: legacy"}"""u8);

        var (code, said) = await Checker.CheckAsync($"{header}.e30.AA", "--keys", await KeysAsync());

        code.Should().Be(1);
        said.Trim().Should().StartWith("refused: a signed text is of type x").And.NotContain("\n").And.NotContain("\u001b");
    }

    [Fact]
    public async Task Given_KeysFromTheBundleItself_When_Verified_Then_TheAnswerSaysThatThisProvesNothingYet()
    {
        var bundle = await ReceiptAsync(Owner, await DeliverAsync());
        var kid = (string)bundle["keys"]!["keys"]!.AsArray().Last()!["kid"]!;

        var (code, said) = await Checker.CheckAsync(bundle.ToJsonString());
        (code, said.StartsWith("unproved: BY KEYS FROM THE FILE ITSELF", StringComparison.Ordinal)).Should().Be((2, true));
        (await Checker.CheckAsync(bundle.ToJsonString(), "--thumbprint", kid)).Said.Should().StartWith("verified").And.NotContain("KEYS FROM");
        (await Checker.CheckAsync(bundle.ToJsonString(), "--thumbprint", kid[..^1])).Said.Should().StartWith("refused: nobody vouches");
    }

    [Fact]
    public async Task Given_AReceipt_When_AskedForByOthersOrBeforeTheDelivery_Then_ItIsRefused()
    {
        var scheduled = await ScheduleAsync(FarAway);
        (await Owner.GetAsync($"{scheduled.Location}/receipt")).ShouldBeProblem(404, "receipt_not_issued");
        (await World.Stranger.GetAsync($"{scheduled.Location}/receipt")).ShouldBeProblem(403, "forbidden");
        (await Owner.DeleteAsync(scheduled.Location!.ToString())).ShouldBe(HttpStatusCode.NoContent);

        var legacy = await DeliverAsync(await Owner.AddAssetAsync("Another", FileToUpload.Binary(1)));
        await ReceiptAsync(Owner, legacy);
        (await World.Stranger.GetAsync($"/legacy/{legacy}/receipt")).ShouldBeProblem(403, "forbidden");
        (await World.Admin.GetAsync($"/legacy/{legacy}/receipt")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_AReceipt_When_Exported_Then_TheArchiveHoldsIt()
    {
        var legacy = await DeliverAsync();
        var bundle = await ReceiptAsync(Receiver, legacy);

        var exported = (await Receiver.ExportAsync()).Json($"receipts/{legacy}.json");

        (await Checker.CheckAsync(exported.GetRawText(), "--keys", await KeysAsync())).Code.Should().Be(0);
        exported.GetProperty("receipt").GetString().Should().Be((string)bundle["receipt"]!);
    }

    [Fact]
    public async Task Given_AStoredReceipt_When_TheHistoriesTellIt_Then_NothingOpensItsCommitmentsAnyMore()
    {
        var legacy = await DeliverAsync();
        await ReceiptAsync(Owner, legacy);
        using var stored = new StoredDocuments(World.App);

        var document = (await stored.DocumentsAsync("signatures")).Single(found => found.GetProperty("pk").GetString() == legacy);

        document.TryGetProperty("secret", out _).Should().BeFalse();
        document.GetRawText().Should().NotContain(System.Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.Bytes)));
    }

    [Fact]
    public async Task Given_AReceiverWhoWasErased_When_TheCertificateIsAskedFor_Then_ItVerifiesAndSoDoesTheReceiptStill()
    {
        var legacy = await DeliverAsync();
        await ReceiptAsync(Receiver, legacy);
        using var stored = new StoredDocuments(World.App);
        (await World.Admin.SendAsync(HttpMethod.Delete, $"/users/{Receiver.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        await stored.RemovalIsDoneAsync(Receiver.UserId);
        await stored.AgeErasureAsync(Receiver.UserId, TimeSpan.FromMinutes(5));
        var keys = await KeysAsync();

        var certificate = JsonNode.Parse((await World.Admin.GetAsync($"/users/{Receiver.UserId}/erasure")).Body)!;
        var page = await World.Stranger.GetAsync($"/users/erasure?erasure_token={new PageTokens(World.App).Erasure(Receiver.UserId)}");

        (await Checker.CheckAsync(certificate.ToJsonString(), "--keys", keys)).Said.Should().StartWith($"verified: the key of {Receiver.UserId} was erased");
        var shown = Regex.Match(page.Body, @"eyJ[\w-]+\.[\w-]+\.[\w-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        (await Checker.CheckAsync(shown, "--keys", keys)).Code.Should().Be(0);
        (await Checker.CheckAsync(shown[..^1] + (shown[^1] == 'A' ? 'B' : 'A'), "--keys", keys)).Code.Should().Be(1);
        (await Checker.CheckAsync((await ReceiptAsync(Owner, legacy)).ToJsonString(), "--keys", keys)).Code.Should().Be(0);
    }

    [Fact]
    public async Task Given_AGiverWhoWasErased_When_TheReceiverReadsTheReceipt_Then_ItVerifiesWithTheFile()
    {
        var legacy = await DeliverAsync();
        var told = await ReceiptAsync(Receiver, legacy);
        using var stored = new StoredDocuments(World.App);
        (await World.Admin.SendAsync(HttpMethod.Delete, $"/users/{Owner.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        await stored.RemovalIsDoneAsync(Owner.UserId);

        var bundle = await ReceiptAsync(Receiver, legacy);
        var received = (await Receiver.DownloadAsync(Asset)).Bytes;

        ((string)bundle["receipt"]!).Should().Be((string)told["receipt"]!);
        var (code, said) = await Checker.CheckAsync(bundle.ToJsonString(), "--keys", await KeysAsync(), "--file", Checker.Keep(received));
        said.Should().StartWith($"verified: legacy {legacy} of {Owner.UserId}").And.Contain($"history of {Receiver.UserId}").And.Contain($"the file is that of asset {Asset}");
        code.Should().Be(0);
        (await Owner.GetAsync($"/legacy/{legacy}/receipt")).ShouldBeProblem(403, "user_inactive");
    }

    [Fact]
    public async Task Given_AReceipt_When_MakeVerifiesIt_Then_ItSaysSoAndNamesTheCodeOfTheProgram()
    {
        var legacy = await DeliverAsync();
        var (bundle, keys) = (await ReceiptAsync(Receiver, legacy), await KeysAsync());
        var file = Checker.Keep(bundle.ToJsonString());

        var verified = await MakeAsync($"FILE={file}", $"KEYS={keys}", $"CONTENT={Checker.Keep(File.Bytes)}");
        (verified.Code, verified.Said.StartsWith($"verified: legacy {legacy}", StringComparison.Ordinal)).Should().Be((0, true), verified.Said);
        var refused = await MakeAsync($"FILE={file}", $"KEYS={keys}", $"CONTENT={Checker.Keep([1, 2, 3])}");
        refused.Said.Should().StartWith("refused: the file is none of those on the receipt").And.Contain("verify-receipt] Error 1");
        var unproved = await MakeAsync($"FILE={file}");
        unproved.Said.Should().StartWith("unproved: ").And.Contain("verify-receipt] Error 2");
        (refused.Code, unproved.Code).Should().Be((2, 2), "make ends with 2 whatever a recipe failed with, and names that on its last line");
    }

    private static Task<(int Code, string Said)> MakeAsync(params string[] variables) =>
        Shell.RunAsync(LocalPart.RepositoryRoot, new Dictionary<string, string>(StringComparer.Ordinal) { ["MAKEFLAGS"] = "", ["LC_ALL"] = "C" }, ["make", "--no-print-directory", "verify-receipt", .. variables]);

    private static JsonNode StatementOf(JsonNode bundle, string member) => JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(((string)bundle[member]!).Split('.')[1]))!;
}
