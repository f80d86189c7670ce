using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpm.Tests.Running;

/// <summary>Speaks to the running API as one person.</summary>
public sealed partial class ApiClient(Uri api) : IDisposable
{
    /// <summary>What a path may begin with that is not below <c>/api/v1</c>.</summary>
    private static readonly string[] Roots = ["/api/", "/app/", "/errors/", "http"];

    private readonly HttpClient _http = new(new EmptyWriteAnswers(new ContractHandler())) { BaseAddress = api, Timeout = TimeSpan.FromSeconds(120) };

    public Uri Address => api;

    /// <summary>The access token that is sent, if any.</summary>
    public string? AccessToken { get; set; }

    public string? RefreshToken { get; private set; }

    public string UserId { get; private set; } = "";

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object body, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body), idempotencyKey);

    /// <summary>Puts JSON, under the version that <paramref name="ifMatch"/> names, if any.</summary>
    public Task<ApiAnswer> PutAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Put, path, JsonContent.Create(body), prepare: request =>
    {
        if (ifMatch is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue(ifMatch));
    });

    /// <summary>Patches with JSON, under the version that <paramref name="ifMatch"/> names, if any.</summary>
    public Task<ApiAnswer> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(body), prepare: request =>
    {
        if (ifMatch is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue(ifMatch));
    });

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Sends a request; paths are below <c>/api/v1</c> unless they name it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Where to.</param>
    /// <param name="content">The body, if any.</param>
    /// <param name="idempotencyKey">Sent when not null.</param>
    /// <param name="prepare">Changes the request before it is sent.</param>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? idempotencyKey = null, Action<HttpRequestMessage>? prepare = null)
    {
        using var request = new HttpRequestMessage(method, Roots.Any(root => path.StartsWith(root, StringComparison.Ordinal)) ? path : $"/api/v1{path}") { Content = content };
        if (AccessToken is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        prepare?.Invoke(request);
        var response = await _http.SendAsync(request);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location, response.Headers.ETag?.Tag, response);
    }

    public Task<ApiAnswer> RegisterAsync(Person person, string? referralCode = null) =>
        PostAsync("/users", new { username = person.Username, email = person.Email, password = person.Password, public_name = person.PublicName, referral_code = referralCode });

    /// <summary>Logs in, and goes on with the tokens.</summary>
    /// <param name="person">Who.</param>
    /// <param name="device">The <c>User-Agent</c>, if any.</param>
    /// <param name="otp">A code of the second factor, if any.</param>
    /// <param name="clientId">The push-messaging token of the device, if any.</param>
    public async Task<ApiAnswer> LogInAsync(Person person, string? device = null, string? otp = null, string? clientId = null)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = person.Email, ["password"] = person.Password };
        if (otp is not null) fields["otp"] = otp;
        if (clientId is not null) fields["client_id"] = clientId;
        var form = new FormUrlEncodedContent(fields);
        return Take(await SendAsync(HttpMethod.Post, "/login", form, prepare: request =>
        {
            if (device is not null) request.Headers.TryAddWithoutValidation("User-Agent", device);
        }));
    }

    /// <summary>Trades the refresh token for new tokens, and goes on with them.</summary>
    public async Task<ApiAnswer> RefreshAsync() => Take(await WithRefreshTokenAsync(HttpMethod.Post, "/refresh"));

    public Task<ApiAnswer> LogOutAsync() => WithRefreshTokenAsync(HttpMethod.Delete, "/logout");

    private Task<ApiAnswer> WithRefreshTokenAsync(HttpMethod method, string path) =>
        SendAsync(method, path, prepare: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RefreshToken));

    private ApiAnswer Take(ApiAnswer answer)
    {
        if (!answer.Response.IsSuccessStatusCode) return answer;
        AccessToken = answer.Json.GetProperty("access_token").GetString();
        RefreshToken = answer.Json.GetProperty("refresh_token").GetString();
        UserId = answer.Json.GetProperty("user_id").GetString()!;
        return answer;
    }

    /// <summary>Opens the mailed page and presses its button.</summary>
    public async Task<ApiAnswer> ActivateAsync(Uri link)
    {
        var page = await GetAsync(link.PathAndQuery);
        var token = HiddenField().Match(page.Body).Groups["token"].Value;
        return await SendAsync(HttpMethod.Post, "/users/activate", new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["activation_token"] = token }));
    }

    /// <summary>Creates an asset for a file; <c>Location</c> says where to upload it.</summary>
    public Task<ApiAnswer> CreateAssetAsync(string title, FileToUpload file, string? id = null, string? idempotencyKey = null) => PostAsync(
        "/assets",
        new { id, title, description = "", file_name = file.Name, file_type = file.Type, file_size_bytes = file.Bytes.Length },
        idempotencyKey);

    public async Task<ApiAnswer> UploadAsync(Uri location, FileToUpload file)
    {
        var part = new ByteArrayContent(file.Bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue(file.Type);
        using var form = new MultipartFormDataContent { { part, "file", file.Name } };
        return await SendAsync(HttpMethod.Put, location.ToString(), form);
    }

    /// <summary>Creates an asset and uploads its file; returns its id.</summary>
    public async Task<string> AddAssetAsync(string title, FileToUpload file)
    {
        var created = await CreateAssetAsync(title, file);
        if (!created.Response.IsSuccessStatusCode) throw new InvalidOperationException($"Not created: {created}");
        var uploaded = await UploadAsync(created.Location!, file);
        if (!uploaded.Response.IsSuccessStatusCode) throw new InvalidOperationException($"Not uploaded: {uploaded}");
        return created.Location!.ToString().Split('/')[4];
    }

    /// <summary>Downloads a file, or a range of it, or the thumbnail.</summary>
    public Task<(int Status, byte[] Bytes)> DownloadAsync(string asset, string? range = null, string part = "file") => DownloadFromAsync($"/assets/{asset}/{part}", range);

    /// <summary>Downloads what is at a path below <c>/api/v1</c>, or a range of it.</summary>
    public async Task<(int Status, byte[] Bytes)> DownloadFromAsync(string path, string? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        if (range is not null) request.Headers.Range = RangeHeaderValue.Parse(range);
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>How many items a list has in all.</summary>
    public async Task<int> CountAsync(string list) => (await GetAsync(list)).Json.GetProperty("total").GetInt32();

    /// <summary>The items of the first page of a list.</summary>
    public async Task<IReadOnlyList<JsonElement>> ItemsAsync(string list) => [.. (await GetAsync(list)).Json.GetProperty("items").EnumerateArray()];

    /// <summary>The items of all pages of a list.</summary>
    /// <param name="list">The list, without parameters.</param>
    public async Task<IReadOnlyList<JsonElement>> AllItemsAsync(string list)
    {
        var items = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var more = await ItemsAsync($"{list}?size=100&page={page}");
            items.AddRange(more);
            if (more.Count < 100) return items;
        }
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"activation_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
