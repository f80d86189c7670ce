using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using ImageMagick;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Contracts.Replay;

/// <summary>The people and things that the examples of the contract speak of, in a running system; and how each operation is prepared.</summary>
internal sealed partial class ReplayWorld
{
    /// <summary>What the examples call them.</summary>
    private const string MontseId = "0199a3c1-5d20-7c4e-8f11-6b2d90e4a7c1";
    private const string PolId = "0199a3c4-81fe-7a02-b6d3-1c75e0f92b48";
    private const string KeepId = "0199a3d0-0b6a-7e95-9a40-72c8d1530f6e";
    private const string PhotoId = "0199a3e7-3c92-7d18-8b25-5e90a4c7f213";
    private const string LetterId = "0199a3ef-9471-7b60-a3c8-04d6f2b81e59";

    /// <summary>With the password that the examples name.</summary>
    private static readonly Person MontsePerson = new("montse_puig", "montse.puig@example.org", "l'avi plantava tomàquets", "Montserrat Puig");

    private static readonly FileToUpload File = new("cadaques.jpg", "image/jpeg", [.. "A file of some bytes."u8]);

    private readonly ApiWorld _world;
    private readonly Dictionary<string, Func<Task<ReplayCall>>> _calls = new(StringComparer.Ordinal);
    private ApiClient _montse = null!;
    private ApiClient _pol = null!;
    private string _keep = "";
    private string _photo = "";

    private ReplayWorld(ApiWorld world)
    {
        _world = world;
        AddAuthentication();
        AddSecondFactors();
        AddAccounts();
        AddMailedLinks();
        AddKeeps();
        AddAssets();
        AddUploads();
        AddLegacy();
        AddSilence();
        AddOperators();
    }

    /// <summary>The operations that can be replayed.</summary>
    public IEnumerable<string> Operations => _calls.Keys;

    public static ReplayWorld Describe() => new(null!);

    public static async Task<ReplayWorld> PrepareAsync(ApiWorld world)
    {
        var prepared = new ReplayWorld(world) { _montse = await world.JoinAsync(MontsePerson), _pol = await world.JoinAsync("pol") };
        prepared._keep = await ApiWorld.BefriendAsync(prepared._pol, prepared._montse);
        using var photo = new MagickImage(MagickColors.CadetBlue, 800, 600) { Format = MagickFormat.Jpeg };
        prepared._photo = await prepared._montse.AddAssetAsync("Estiu a Cadaqués", new FileToUpload("cadaques.jpg", "image/jpeg", photo.ToByteArray()));
        await Eventually.IsTrueAsync(async () => (await prepared._montse.GetAsync($"/assets/{prepared._photo}/thumbnail")).Status == HttpStatusCode.OK, "the thumbnail");
        return prepared;
    }

    /// <summary>Makes what an operation needs.</summary>
    public Task<ReplayCall> PrepareAsync(string operation) => _calls[operation]();

    private void Add(string operation, Func<Task<ReplayCall>> prepare) => _calls.Add(operation, prepare);

    private void Add(Func<ApiClient> by, params string[] operations)
    {
        foreach (var operation in operations) Add(operation, () => Task.FromResult(As(by())));
    }

    /// <summary>A call by somebody, with these ids instead of those of the contract beside the usual ones.</summary>
    private ReplayCall As(ApiClient by, params (string Example, string Real)[] others)
    {
        var instead = new Dictionary<string, string>(StringComparer.Ordinal) { [MontseId] = _montse.UserId, [PolId] = _pol.UserId, [KeepId] = _keep, [PhotoId] = _photo };
        foreach (var (example, real) in others) instead[example] = real;
        return new ReplayCall(by, instead);
    }

    private Task<ApiClient> SomebodyAsync() => _world.JoinAsync("replay");

    /// <summary>The token of the mailed link that has it.</summary>
    private async Task<string> MailedTokenAsync(string to, string name) => HttpUtility.ParseQueryString((await _world.App.Mailbox.LinkAsync(to, name)).Query)[name]!;

    private static string ExampleOf(string parameter) =>
        (string)ContractDocument.Current.Root["components"]!["parameters"]!.AsObject().Single(known => (string?)known.Value!["name"] == parameter).Value!["example"]!;

    private static async Task<ApiAnswer> DoneAsync(Task<ApiAnswer> sending)
    {
        var answer = await sending;
        ((int)answer.Status).Should().BeLessThan(400, answer.Body);
        return answer;
    }

    private static JsonValue? Text(string value) => JsonValue.Create(value);
}
