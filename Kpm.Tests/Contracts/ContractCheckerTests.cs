using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpm.Tests.Contracts;

/// <summary>The checker accepts right answers and refuses wrong ones, and says why.</summary>
public sealed class ContractCheckerTests
{
    private const string User = "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b";
    private const string Json = "application/json; charset=utf-8";
    private const string Problem = "application/problem+json";
    private const string Html = "text/html; charset=utf-8";
    private const string Tag = "\"1-00112233aabbccdd\"";
    private static readonly ContractChecker Checker = new();

    [Fact]
    public void Given_AnAccount_When_Checked_Then_ItIsAccepted() => CheckMe(Account());

    [Fact]
    public void Given_APublicProfile_When_ChecksTheSameRoute_Then_ItsTagNamesNoVersion() =>
        Checker.Check("GET", $"/api/v1/users/{User}", 200, Json, Profile().ToJsonString(), Headers(("ETag", "\"00112233aabbccdd\"")));

    [Fact]
    public void Given_ALocationAndNoBody_When_Checked_Then_ItIsAccepted() =>
        Checker.Check("post", "/api/v1/users?ignored=1", 201, null, "", Headers(("location", $"/api/v1/users/{User}")));

    [Fact]
    public void Given_AProblem_When_Checked_Then_ItIsAccepted() =>
        Checker.Check("POST", "/api/v1/login", 401, Problem, Refusal(401, "bad_credentials").ToJsonString(), Headers(("WWW-Authenticate", "Bearer")));

    [Fact]
    public void Given_APageForPeople_When_Checked_Then_ItsBodyIsNotJudged() =>
        Checker.Check("GET", "/api/v1/users/activate", 200, Html, "<!doctype html>", Headers(("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer")));

    [Fact]
    public void Given_AFile_When_Checked_Then_AnyMediaTypeIsAccepted() =>
        Checker.Check("GET", $"/api/v1/assets/{User}/file", 206, "image/jpeg", null, FileHeaders(("Content-Range", "bytes 0-9/100")));

    [Theory]
    [InlineData("/api/v1/users/activate", "text/html")]
    [InlineData("/api/v1/me/legacy/incoming", "application/json")]
    public void Given_AFixedPathBesideATemplate_When_Checked_Then_TheFixedOneCounts(string path, string mediaType)
    {
        var operation = ContractDocument.Current.Operations.Single(candidate => candidate.Route == path && candidate.Method == "GET");

        operation.Responses.Single(response => response.Status == 200).Content.Keys.Should().Equal(mediaType);
        ViolationOf(() => Checker.Check("GET", path, 299, null, null, Headers())).Should().Contain(path);
    }

    [Theory]
    [InlineData("PATCH", "/api/v1/users")]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("GET", "/me")]
    public void Given_AnUnknownOperation_When_Checked_Then_ItIsRefused(string method, string path) =>
        ViolationOf(() => Checker.Check(method, path, 200, Json, "{}", Headers())).Should().Contain("no operation");

    [Fact]
    public void Given_AnUnknownStatus_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => Checker.Check("GET", "/api/v1/me", 418, null, null, Headers())).Should().Contain("418");

    [Fact]
    public void Given_AFieldTooMany_When_Checked_Then_ItIsRefusedAndNamed() =>
        ViolationOf(() => CheckMe(With(Account(), "password_hash", "x"))).Should().Contain("/password_hash");

    [Fact]
    public void Given_AFieldTooFew_When_Checked_Then_ItIsRefusedAndNamed() =>
        ViolationOf(() => CheckMe(Without(Account(), "roles"))).Should().Contain("roles");

    [Fact]
    public void Given_AWrongType_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => CheckMe(With(Account(), "email", 7))).Should().Contain("/email");

    [Fact]
    public void Given_AWrongWord_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => CheckMe(With(Account(), "state", "hidden"))).Should().Contain("/state");

    [Fact]
    public void Given_AWrongNestedValue_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => CheckMe(With(Account(), "links", new JsonObject { ["self"] = $"/api/v1/users/{User}" }))).Should().Contain("/links/self");

    [Fact]
    public void Given_ABodyWhereNoneBelongs_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => Checker.Check("POST", "/api/v1/users", 201, Json, "{}", Headers(("Location", $"/api/v1/users/{User}")))).Should().Contain("no body");

    [Fact]
    public void Given_NoBodyWhereOneBelongs_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => Checker.Check("GET", "/api/v1/me", 200, Json, "", Headers(("ETag", Tag)))).Should().Contain("not JSON");

    [Fact]
    public void Given_AnotherMediaType_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => Checker.Check("GET", "/api/v1/me", 401, Json, Refusal(401, "invalid_token").ToJsonString(), Headers(("WWW-Authenticate", "Bearer")))).Should().Contain("media type");

    [Theory]
    [InlineData(401, "forbidden")]
    [InlineData(403, "invalid_token")]
    public void Given_ACodeThatIsNotOfThisAnswer_When_Checked_Then_ItIsRefused(int status, string code) =>
        ViolationOf(() => Checker.Check("GET", "/api/v1/me", status, Problem, Refusal(status, code).ToJsonString(), Headers(("WWW-Authenticate", "Bearer")))).Should().Contain("/code");

    [Fact]
    public void Given_AProblemWithAnotherStatusInside_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => Checker.Check("GET", "/api/v1/me", 403, Problem, Refusal(401, "user_inactive").ToJsonString(), Headers())).Should().Contain("/status");

    [Fact]
    public void Given_AMissingHeader_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => Checker.Check("POST", "/api/v1/users", 201, null, null, Headers())).Should().Contain("Location is missing");

    [Fact]
    public void Given_AWrongHeader_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => Checker.Check("POST", "/api/v1/users", 201, null, null, Headers(("Location", $"/users/{User}")))).Should().Contain("Location is wrong");

    [Fact]
    public void Given_AMeaningfulHeaderThatIsNotDocumented_When_Checked_Then_ItIsRefused() =>
        ViolationOf(() => Checker.Check("GET", "/api/v1/version", 200, Json, """{"branch":"main","version":"1"}""", Headers(("ETag", "\"00112233aabbccdd\""), ("Content-Range", "bytes 0-1/2")))).Should().Contain("Content-Range");

    private static void CheckMe(JsonObject account) => Checker.Check("GET", "/api/v1/me", 200, Json, account.ToJsonString(), Headers(("ETag", Tag)));

    private static string ViolationOf(Action check) => check.Should().Throw<ContractViolationException>().Which.Message;

    private static Dictionary<string, string> Headers(params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Request-Id"] = "9b1c" };
        foreach (var (name, value) in more) headers[name] = value;
        return headers;
    }

    private static Dictionary<string, string> FileHeaders(params (string Name, string Value)[] more) => Headers(
    [
        ("ETag", $"\"{new string('a', 64)}\""),
        ("Accept-Ranges", "bytes"),
        ("Cache-Control", "private, no-cache"),
        ("Content-Disposition", "inline; filename=a.jpg"),
        ("Content-Security-Policy", "sandbox; default-src 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        .. more,
    ]);

    private static JsonObject Account() => new()
    {
        ["id"] = User,
        ["username"] = "anna_7",
        ["email"] = "anna@example.org",
        ["public_name"] = null,
        ["state"] = "active",
        ["roles"] = new JsonArray("user"),
        ["links"] = new JsonObject { ["self"] = $"/users/{User}" },
        ["referral_code"] = "kT4bW",
        ["referred_by"] = null,
        ["language"] = "ca",
        ["time_zone"] = null,
    };

    private static JsonObject Profile() => new()
    {
        ["id"] = User,
        ["email"] = "anna@example.org",
        ["referral_code"] = "kT4bW",
        ["public_name"] = "Anna",
        ["unreachable"] = false,
        ["links"] = new JsonObject { ["self"] = $"/users/{User}" },
    };

    private static JsonObject Refusal(int status, string code) => new()
    {
        ["type"] = string.Create(CultureInfo.InvariantCulture, $"https://keepem.app/errors/{code}"),
        ["title"] = "Title.",
        ["status"] = status,
        ["detail"] = "Detail.",
        ["code"] = code,
        ["traceId"] = "9b1c",
    };

    private static JsonObject With(JsonObject value, string field, JsonNode? content)
    {
        value[field] = content;
        return value;
    }

    private static JsonObject Without(JsonObject value, string field)
    {
        value.Remove(field);
        return value;
    }
}
