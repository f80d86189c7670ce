using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>
/// One legacy, from sign-up to the receiver's hands. The scenario test tells it on an empty system; <c>make demo</c> tells it to a person
/// on the system that runs.
/// </summary>
public sealed class FirstLegacyStory(Uri api, Mailbox mailbox, Action<string> tell) : IDisposable
{
    private readonly ApiClient _owner = new(api);
    private readonly ApiClient _friend = new(api);
    private readonly ApiClient _stranger = new(api);

    public Person Owner { get; } = Person.New("owner");

    public Person Friend { get; } = Person.New("friend");

    public FileToUpload Photo { get; } = FileToUpload.Photo(mebibytes: 4);

    public FileToUpload Box { get; } = FileToUpload.Binary(60 * 1024 * 1024);

    public ApiClient OwnerClient => _owner;

    public ApiClient FriendClient => _friend;

    public string PhotoId { get; private set; } = "";

    public string BoxId { get; private set; } = "";

    public string ReleasePath { get; private set; } = "";

    /// <summary>1. The owner signs up, then the friend with the owner's referral code, through the mailed page.</summary>
    /// <returns>Whether the owner was the first user of the system, and so its admin.</returns>
    public async Task<bool> SignUpAsync()
    {
        Check(await _owner.RegisterAsync(Owner), HttpStatusCode.Created);
        var isFirst = (await _owner.LogInAsync(Owner)).Status == HttpStatusCode.OK;
        if (!isFirst) await ActivateAsync(_owner, Owner);
        tell(isFirst ? "The owner signs up, is the first one here, and so is admin." : "The owner signs up and activates the account (others were here before).");

        Check(await _owner.LogInAsync(Owner), HttpStatusCode.OK);
        var me = await _owner.GetAsync("/me");
        var code = me.Json.GetProperty("referral_code").GetString();
        Check(await _friend.RegisterAsync(Friend, code), HttpStatusCode.Created);
        await ActivateAsync(_friend, Friend);
        tell("The friend signs up with the owner's referral code and activates the account through the mailed page.");
        return isFirst;
    }

    /// <summary>2. Both log in; the referral made a keep request, which the owner accepts.</summary>
    public async Task BecomeKeepsAsync()
    {
        Check(await _friend.LogInAsync(Friend), HttpStatusCode.OK);
        var pending = await Eventually.GetAsync(() => _owner.ItemsAsync("/me/keeps?state=pending"), found => found.Count > 0, "a keep request");
        Check(await _owner.PutAsync("/me/keeps/accept", new { keep_id = pending[0].GetProperty("id").GetString() }), HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => await _friend.CountAsync("/me/keeps?state=active") == 1, "the keep in the friend's list");
        tell("The referral has asked for a keep; the owner accepts it, and the two trust each other.");
    }

    /// <summary>3. The owner stores a photo and a large file, and reads both back, whole and in part.</summary>
    public async Task StoreAsync()
    {
        PhotoId = await _owner.AddAssetAsync("Our wedding", Photo);
        BoxId = await _owner.AddAssetAsync("The box", Box);
        await CheckFilesAsync(_owner);
        await Eventually.IsTrueAsync(async () => await _owner.CountAsync("/me/assets") == 2, "two assets in the owner's list");
        tell($"The owner stores a photo ({Photo.Bytes.Length:N0} bytes) and a box ({Box.Bytes.Length:N0} bytes); both come back byte for byte, whole and in part.");
    }

    /// <summary>4. The owner schedules a transfer to the friend for a time already past, and the assets are hidden.</summary>
    public async Task ScheduleAsync()
    {
        var scheduled = await _owner.PostAsync("/legacy/transfer", new { name = "For my friend", assets = new[] { PhotoId, BoxId }, receivers = new[] { _friend.UserId }, scheduled_date = 1 });
        Check(scheduled, HttpStatusCode.Created);
        ReleasePath = scheduled.Location!.ToString();
        foreach (var asset in new[] { PhotoId, BoxId })
            await Eventually.IsTrueAsync(async () => (await _owner.GetAsync($"/assets/{asset}")).Status == HttpStatusCode.Forbidden, "a hidden asset");
        await Eventually.IsTrueAsync(async () => await _owner.CountAsync("/me/assets") == 0, "an empty list of the owner");
        tell("The owner plans a legacy for the friend, due already; both assets are hidden from everybody.");
    }

    /// <summary>5. The friend finds it and claims it; a stranger learns nothing.</summary>
    public async Task ClaimAsync(Person stranger)
    {
        await ActivateStrangerAsync(stranger);
        var unknown = await _stranger.PostAsync($"/legacy/{Guid.CreateVersion7()}/trigger", new { });
        var foreign = await _stranger.PostAsync($"{ReleasePath}/trigger", new { });
        Check(unknown, HttpStatusCode.Forbidden);
        if ((foreign.Status, foreign.Code) != (unknown.Status, unknown.Code)) throw new InvalidOperationException("A stranger can tell a legacy of others from none.");

        await Eventually.IsTrueAsync(async () => await _friend.CountAsync("/me/legacy/incoming") == 1, "an incoming legacy");
        await Eventually.IsTrueAsync(async () => (await _friend.PostAsync($"{ReleasePath}/trigger", new { })).Status == HttpStatusCode.NoContent, "a claim");
        await Eventually.IsTrueAsync(async () => await _friend.CountAsync("/me/assets") == 2, "two assets in the friend's list");
        await CheckFilesAsync(_friend);
        foreach (var asset in new[] { PhotoId, BoxId }) Check(await _owner.GetAsync($"/assets/{asset}"), HttpStatusCode.Forbidden);

        var before = (await _friend.GetAsync($"/assets/{PhotoId}")).ETag;
        Check(await _friend.PostAsync($"{ReleasePath}/trigger", new { }), HttpStatusCode.NoContent);
        if ((await _friend.GetAsync($"/assets/{PhotoId}")).ETag != before) throw new InvalidOperationException("A second claim changed something.");
        tell("The friend sees it waiting and claims it: both are the friend's now, byte for byte, and no longer the owner's. Claiming twice changes nothing; a stranger learns nothing.");
    }

    public void Dispose()
    {
        _owner.Dispose();
        _friend.Dispose();
        _stranger.Dispose();
    }

    private async Task ActivateAsync(ApiClient client, Person person) =>
        Check(await client.ActivateAsync(await mailbox.ActivationLinkAsync(person.Email)), HttpStatusCode.SeeOther);

    private async Task ActivateStrangerAsync(Person stranger)
    {
        Check(await _stranger.RegisterAsync(stranger), HttpStatusCode.Created);
        await ActivateAsync(_stranger, stranger);
        Check(await _stranger.LogInAsync(stranger), HttpStatusCode.OK);
    }

    private async Task CheckFilesAsync(ApiClient reader)
    {
        foreach (var (id, file) in new[] { (PhotoId, Photo), (BoxId, Box) })
        {
            var size = file.Bytes.Length;
            Same((await reader.DownloadAsync(id)).Bytes, file.Bytes);
            Same((await reader.DownloadAsync(id, "bytes=0-99")).Bytes, file.Bytes.AsSpan(0, 100));
            Same((await reader.DownloadAsync(id, $"bytes={size / 2}-{(size / 2) + 9999}")).Bytes, file.Bytes.AsSpan(size / 2, 10_000));
            Same((await reader.DownloadAsync(id, $"bytes={size - 1}-")).Bytes, file.Bytes.AsSpan(size - 1));
            Same((await reader.DownloadAsync(id, "bytes=-777")).Bytes, file.Bytes.AsSpan(size - 777));
        }
    }

    private static void Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (!left.SequenceEqual(right)) throw new InvalidOperationException("The bytes differ.");
    }

    private static void Check(ApiAnswer answer, HttpStatusCode expected)
    {
        if (answer.Status != expected) throw new InvalidOperationException($"Expected {(int)expected}, got {answer}: {answer.Body}");
    }
}
