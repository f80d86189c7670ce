using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Drill;

/// <summary>What real people did before the disaster, and what must be true for them after it.</summary>
/// <param name="system">Where they are.</param>
/// <param name="log">Hears of each step.</param>
/// <param name="photoMebibytes">How large the photo is.</param>
/// <param name="parts">How many parts of 6 MiB the large file has.</param>
internal sealed partial class DrillStory(KpmSystem system, DrillLog log, int photoMebibytes, int parts) : IDisposable
{
    private const long FarAway = 4_000_000_000_000;
    private const int PartBytes = 6 * 1024 * 1024;
    private const string NewName = "Anna of the lighthouse";
    private readonly Person _adminPerson = Person.New("admin");
    private readonly Person _annaPerson = Person.New("anna");
    private readonly Person _benPerson = Person.New("ben");
    private readonly Person _emmaPerson = Person.New("emma");
    private readonly Person _cleoPerson = Person.New("cleo");
    private readonly Person _writerPerson = Person.New("writer");
    private readonly Person _grandmother = Person.New("iaia");
    private readonly StoredDocuments _stored = new(system);
    private readonly FileToUpload _photo = FileToUpload.Photo(photoMebibytes);
    private readonly FileToUpload _letter = FileToUpload.Binary(10_000);
    private readonly FileToUpload _ring = FileToUpload.Binary(20_000);
    private readonly byte[] _film = RandomNumberGenerator.GetBytes(parts * PartBytes);
    private readonly List<ApiClient> _clients = [];
    private IReadOnlyList<(string Asset, byte[] Bytes)> _before = [];
    private IReadOnlyList<(string Asset, byte[] Bytes)> _written = [];
    private Authenticator _authenticator = null!;
    private ApiClient _anna = null!;
    private ApiClient _ben = null!;
    private ApiClient _cleo = null!;
    private ApiClient _emma = null!;
    private ApiClient _writer = null!;
    private string _photoId = "";
    private string _filmId = "";
    private string _letterId = "";
    private string _ringId = "";
    private string _letterPlan = "";
    private string _ringPlan = "";
    private string _recipePlan = "";

    public ApiClient Admin { get; private set; } = null!;

    /// <summary>Whoever is erased after the backup.</summary>
    public ApiClient Finn { get; private set; } = null!;

    public async Task TellFirstHalfAsync()
    {
        await log.DoAsync("an admin, Anna, Ben, Cleo, Emma, Finn and somebody who writes sign up; keeps", SignUpAsync);
        await log.DoAsync("Emma and Finn store and plan something; Emma's account is removed", RemoveEmmaAsync);
        await log.DoAsync("Anna sets up a second factor, and stores a photo and a film in parts", StoreAsync);
        await log.DoAsync("Anna plans: for Cleo when its day has come, for Ben who has to claim it, for her grandmother who has no account", PlanAsync);
        await log.DoAsync("Emma's key is erased", EmmaIsErasedAsync);
        await log.DoAsync("the bus is down while Anna changes her name: the event waits in her document", LeaveAnEventAsync);
    }

    /// <summary>Takes the backup while somebody goes on writing.</summary>
    public async Task BackUpAsync(Backup backup)
    {
        await using var writer = new BusyWriter(_writer);
        writer.Start();
        await writer.HasStoredAsync(2);
        _before = writer.Stored;
        await log.DoAsync("backup, while somebody goes on writing", async () =>
        {
            var taken = await backup.TakeAsync();
            log.Note($"{taken.DocumentCount} documents, {taken.BlobCount} blobs of {taken.BlobBytes} bytes");
        });
        await writer.HasStoredAsync(1);
        await writer.StopAsync();
        _written = writer.Stored;
    }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _stored.Dispose();
    }

    private async Task SignUpAsync()
    {
        Admin = NewClient();
        (await Admin.RegisterAsync(_adminPerson)).ShouldBe(HttpStatusCode.Created);
        (await Admin.LogInAsync(_adminPerson)).ShouldBe(HttpStatusCode.OK);
        (_anna, _ben, _cleo, _emma) = (await JoinAsync(_annaPerson), await JoinAsync(_benPerson), await JoinAsync(_cleoPerson), await JoinAsync(_emmaPerson));
        (Finn, _writer) = (await JoinAsync(Person.New("finn")), await JoinAsync(_writerPerson));
        foreach (var friend in new[] { _ben, _cleo, _emma, Finn }) await ApiWorld.BefriendAsync(_anna, friend);
    }

    private async Task StoreAsync()
    {
        (await _anna.PostAsync("/me/second-factors/totp", new { })).ShouldBe(HttpStatusCode.Created);
        _authenticator = new Authenticator((await _anna.GetAsync("/me/second-factors/totp")).Json.GetProperty("uri").GetString()!);
        (await _anna.PutAsync("/me/second-factors/totp/confirm", new { code = _authenticator.Code() })).ShouldBe(HttpStatusCode.NoContent);
        _photoId = await _anna.AddAssetAsync("Our wedding", _photo);
        var upload = await PartedUpload.OpenAsync(_anna, FileToUpload.Binary(10));
        var pieces = _film.Chunk(PartBytes).Select((bytes, index) => (Number: index + 1, Bytes: bytes)).ToList();
        foreach (var (number, bytes) in pieces) (await upload.PutAsync(number, bytes)).ShouldBe(HttpStatusCode.NoContent);
        (await upload.CompleteAsync(pieces, _film)).ShouldBe(HttpStatusCode.Accepted);
        (await upload.EndAsync()).Should().Be("completed");
        _filmId = upload.Asset;
    }

    private async Task PlanAsync()
    {
        _letterId = await _anna.AddAssetAsync("The letter", _letter);
        _ringId = await _anna.AddAssetAsync("The ring", _ring);
        var recipe = await _anna.AddAssetAsync("The recipe", FileToUpload.Binary(500));
        var shared = await _anna.PostAsync("/legacy", new { name = "One day", assets = new[] { _ringId }, receivers = new[] { _cleo.UserId }, bequest_type = "co-ownership", delivery = "automatic", conditions = new { type = "date", at = FarAway } });
        shared.ShouldBe(HttpStatusCode.Created);
        _ringPlan = shared.NewId;
        _letterPlan = await TransferAsync(_letterId, _ben.UserId);
        _recipePlan = await TransferAsync(recipe, new { email = _grandmother.Email, name = "Iaia" });
        await Eventually.IsTrueAsync(async () => await _ben.CountAsync("/me/legacy/incoming") == 1, "what waits for Ben");
        await system.Mailbox.LinkAsync(_grandmother.Email, "invitation_token");
    }

    private async Task RemoveEmmaAsync()
    {
        foreach (var person in new[] { _emma, Finn })
        {
            var own = await person.AddAssetAsync("My own", _letter);
            (await person.PostAsync("/users/me/reminders", new[] { new { title = "Call", time = FarAway } })).ShouldBe(HttpStatusCode.Created);
            (await person.PostAsync("/legacy/transfer", new { name = "For Anna", assets = new[] { own }, receivers = new[] { _anna.UserId }, scheduled_date = FarAway })).ShouldBe(HttpStatusCode.Created);
            await Eventually.IsTrueAsync(async () => await person.CountAsync("/me/history") > 0, "a history");
        }

        (await Admin.SendAsync(HttpMethod.Delete, $"/users/{_emma.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task EmmaIsErasedAsync()
    {
        await IsRemovedAsync(_emma.UserId);
        await OutboxesAreEmptyAsync();
        await system.BusOperator.AreDrainedAsync();
    }

    private async Task LeaveAnEventAsync()
    {
        await system.Bus.CutAsync();
        (await _anna.PatchAsync("/me", new { public_name = NewName })).ShouldBe(HttpStatusCode.NoContent);
        (await _stored.UnsentUsersAsync()).Should().ContainSingle();
    }

    private async Task RemoveAsync(string person)
    {
        (await Admin.SendAsync(HttpMethod.Delete, $"/users/{person}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        await IsRemovedAsync(person);
    }

    private Task IsRemovedAsync(string person) => system.HurriedAsync("CheckDueRemovals", () => _stored.IsRemovalDoneAsync(person), "the end of the removal");

    private Task OutboxesAreEmptyAsync() => system.HurriedAsync("SweepOutboxes", async () => (await _stored.UnsentAsync()).Count == 0, "empty outboxes");

    private async Task<string> TransferAsync(string asset, object receiver)
    {
        var planned = await _anna.PostAsync("/legacy/transfer", new { name = "For you", assets = new[] { asset }, receivers = new[] { receiver }, scheduled_date = 1 });
        planned.ShouldBe(HttpStatusCode.Created);
        return planned.NewId;
    }

    private async Task<ApiClient> JoinAsync(Person person)
    {
        var client = NewClient();
        var registered = await client.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        (await Admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        return client;
    }

    private ApiClient NewClient()
    {
        var client = system.NewClient();
        _clients.Add(client);
        return client;
    }
}
