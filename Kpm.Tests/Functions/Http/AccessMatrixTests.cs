using System.Net;
using System.Net.Http.Json;
using Kpm.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>
/// SEC-11, OPEN-48. Who may call what: every function of the compiled app against every kind of caller. The expected answer follows from what the function says
/// of itself (<see cref="MayCallAttribute"/>); which functions say what is written down here, so that a new one, or one that was opened by
/// mistake, fails.
/// </summary>
[Collection(ApiTests.Name)]
public sealed class AccessMatrixTests(LazyApiWorld lazy) : IAsyncLifetime
{
    /// <summary>Every function there is, by who may call it.</summary>
    private static readonly Dictionary<Access, string[]> Functions = new()
    {
        [Access.Anonymous] =
        [
            "LogIn", "LogInToken", "RegisterUser", "ActivationPage", "ActivatedPage", "ActivateUserByToken", "AskForActivationMail",
            "AskForPasswordResetMail", "PasswordResetPage", "PasswordResetDonePage", "ResetPassword", "EmailChangePage", "EmailChangedPage",
            "ConfirmEmailChange", "Health", "Version", "BeginPasskeyLogIn", "GetPasskeyChallenge", "LogInWithPasskey",
            "InvitationPage", "InvitationAcceptedPage", "InvitationMailedPage", "SignUpInvited", "AskForInvitationMail",
            "WebClient", "Preflight", "ErrorPage", "ClaimPage", "ErasurePage", "ApiDocs", "OpenApiDocument", "ListSigningKeys",
            "CheckInPage", "CheckIn", "CheckedInPage",
        ],
        [Access.MailService] = ["ReceiveMailEvents"],
        [Access.RefreshToken] = ["RefreshSession", "LogOut"],
        [Access.User] =
        [
            "GetMe", "GetMeByFormerName", "UpdateMe", "AddReminders", "ListReminders", "RemoveReminders", "ListFeedbackForms", "AnswerFeedback", "GetUser", "ListMySessions", "RevokeSession", "ListMyKeeps", "GetKeep", "RequestKeep", "AcceptKeep", "DeclineKeep", "GetPendingActions",
            "CreateAsset", "GetAsset", "UploadAssetFile", "DownloadAssetFile", "ListMyAssets", "ScheduleToFutureSelf", "ScheduleInABottle", "ScheduleHideAndSeek", "ScheduleTransfer", "ScheduleTimeCapsule", "ScheduleRelease", "GetRelease", "ReviseRelease", "ExplainRelease", "ListMyReleasesByFormerName", "GetReleaseStats", "TriggerRelease",
            "CancelRelease", "ListMyReleases", "ListIncomingReleases", "UpdateAsset", "RemoveAsset", "RestoreAsset", "ListMyTrash", "ListMyAssetsByFormerName",
            "UploadAssetFileByPost", "ReadAssetFileHeaders", "DownloadThumbnail", "GetAssetStats", "GetAssetsOfTheWeek", "GetTagCloud",
            "ListMyPasskeys",
            "OpenUpload", "GetUpload", "StoreUploadPart", "CompleteUpload", "AbandonUpload",
            "ListMyExports", "GetExport", "RemoveExport", "ListMyHistory", "VerifyMyHistory", "GetReceipt",
            "GetKeyRotation",
            "AcceptInvitation", "RemindInvited",
            "GetMySignsOfLife", "GiveSignOfLife", "PauseForTravel", "EndTravelPause", "ListAttempts", "GetAttempt", "PauseAttempt",
            "ListAttestations", "AttestRelease", "WithdrawAttestation", "ListWatchedReleases",
            "RequestRehearsal", "ListRehearsals", "GetRehearsal",
        ],
        [Access.FreshUser] =
        [
            "ChangePassword", "RequestEmailChange", "LeaveKpm", "AddTotp", "GetTotp", "ConfirmTotp", "RemoveTotp", "GetRecoveryCodes",
            "ReplaceRecoveryCodes", "ConfirmRecoveryCodes", "DiscardAsset", "RevokeRelease",
            "BeginPasskey", "GetPasskeyRegistration", "AddPasskey", "RemovePasskey",
            "RequestExport", "DownloadExport", "ReadExportHeaders",
        ],
        [Access.Admin] = ["ListUsers", "ListKeeps", "ListAssets", "ListReleases", "GetQuota", "GrantQuota", "GetVaultKeyUse", "CertifyErasure", "ListFailures", "ListJobs"],
        [Access.FreshAdmin] = ["ActivateUserByAdmin", "RemoveUser", "DisableUser", "RebuildProjections", "ReplayEvents", "RotateVaultKey", "RotateUserKey", "ResubmitFailure", "DismissFailure"],
    };

    private static readonly string[] Refusals = ["not_authenticated", "invalid_token", "stale_token", "user_inactive", "invalid_signature"];
    private static readonly Callers Known = new();
    private ApiWorld _world = null!;

    public static TheoryData<string> Names => [.. Functions.Values.SelectMany(names => names)];

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Given_TheCompiledApp_When_ItsFunctionsAreRead_Then_TheMatrixNamesEachWithWhoMayCallIt() =>
        HttpFunctions.All.Select(function => $"{function.Name}: {function.Access}")
            .Should().BeEquivalentTo(Functions.SelectMany(entry => entry.Value.Select(name => $"{name}: {entry.Key}")));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Given_EveryKindOfCaller_When_TheyCallTheFunction_Then_OnlyThoseItIsForPass(string name)
    {
        var function = HttpFunctions.Named(name);
        foreach (var caller in await Known.GetAsync(_world))
        {
            var answer = await CallAsync(function, caller);
            var expected = ExpectedCode(function.Access!.Value, caller);
            if (expected is null) Refusals.Should().NotContain(answer.Code ?? "", $"{caller.Kind} may call {name}: {answer}");
            else if (function.Method == HttpMethod.Head) ((int)answer.Status).Should().Be(StatusOf(expected), $"{caller.Kind} must not call {name}, and HEAD says no more: {answer}");
            else ((int)answer.Status, answer.Code).Should().Be((StatusOf(expected), expected), $"{caller.Kind} must not call {name}: {answer}");
            ((int)answer.Status).Should().BeLessThan(500, $"{caller.Kind} called {name}");
        }
    }

    /// <summary>Why the caller must not pass, or null. The order is that of the checks: token, role, freshness, account.</summary>
    private static string? ExpectedCode(Access access, CallerKind caller) => access switch
    {
        Access.Anonymous => null,
        Access.MailService => "invalid_signature",
        _ when caller.Token is null => "not_authenticated",
        Access.RefreshToken => caller.IsRefresh ? null : "invalid_token",
        _ when !caller.IsAccess => "invalid_token",
        Access.Admin or Access.FreshAdmin when !caller.IsAdmin => "forbidden",
        Access.FreshUser or Access.FreshAdmin when !caller.IsFresh => "stale_token",
        _ => caller.AccountRefusal,
    };

    private static int StatusOf(string code) => code is "forbidden" or "user_inactive" or "invalid_signature" ? 403 : 401;

    /// <summary>Calls with an id that nobody has, so that a call that passes changes nothing; and never ends the account of who calls.</summary>
    private Task<ApiAnswer> CallAsync(HttpFunction function, CallerKind caller)
    {
        var client = _world.Nobody;
        // A caller who passes would leave: only that the others do not is asked here.
        var isLeaving = function.Name == "LeaveKpm" && ExpectedCode(function.Access!.Value, caller) is null;
        // A refresh token that passes would be used up, and the session ended.
        var isRefreshing = function.Access is Access.RefreshToken && caller.IsRefresh;
        if (isLeaving || isRefreshing) return client.GetAsync("/version");
        return client.SendAsync(function.Method, function.PathWith(Guid.NewGuid().ToString()), function.IsWrite ? JsonContent.Create(new { }) : null, prepare: request =>
        {
            if (caller.Token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {caller.Token}");
        });
    }

    /// <summary>One kind of caller.</summary>
    /// <param name="Kind">In words.</param>
    /// <param name="Token">What is sent as the bearer.</param>
    private sealed record CallerKind(string Kind, string? Token)
    {
        public bool IsAccess { get; init; }

        public bool IsRefresh { get; init; }

        public bool IsAdmin { get; init; }

        public bool IsFresh { get; init; } = true;

        /// <summary>Why the account or its session does not let its own token pass.</summary>
        public string? AccountRefusal { get; init; }
    }

    /// <summary>Every kind of caller, made once.</summary>
    private sealed class Callers
    {
        private IReadOnlyList<CallerKind>? _all;

        public async Task<IReadOnlyList<CallerKind>> GetAsync(ApiWorld world) => _all ??= await MakeAsync(world);

        private static async Task<IReadOnlyList<CallerKind>> MakeAsync(ApiWorld world)
        {
            using var user = await world.JoinAsync("matrix");
            using var stale = await world.JoinAsync("stale");
            (await stale.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
            using var staleAdmin = world.App.NewClient();
            (await staleAdmin.LogInAsync(world.AdminPerson)).ShouldBe(HttpStatusCode.OK);
            (await staleAdmin.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
            using var disabled = await world.JoinAsync("disabled");
            (await world.Admin.PutAsync($"/users/{disabled.UserId}/disable", new { })).ShouldBe(HttpStatusCode.NoContent);
            using var removed = await world.JoinAsync("removed");
            (await world.Admin.SendAsync(HttpMethod.Delete, $"/users/{removed.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
            using var revoked = await world.JoinAsync("revoked");
            (await revoked.LogOutAsync()).ShouldBe(HttpStatusCode.NoContent);
            var pending = (await world.Nobody.RegisterAsync(Person.New("pending"))).NewId;
            var key = world.App.Settings["Tokens__AccessKey"];

            TokenForge Forge(Action<TokenForge> change)
            {
                var forge = new TokenForge(user.AccessToken!);
                change(forge);
                return forge;
            }

            return
            [
                new("nobody", null),
                new("garbage", "garbage"),
                new("an ended token", Forge(forge => (forge.Claims["nbf"], forge.Claims["exp"]) = (forge.IssuedAt - 1000, forge.IssuedAt)).SignedBy(key)),
                new("a token of another purpose", Forge(forge => (forge.Header["typ"], forge.Claims["aud"]) = ("kpm-upload+jwt", "kpm:kpm-upload+jwt")).SignedBy(world.App.Settings["Tokens__UploadKey"])),
                new("an unsigned token", Forge(_ => { }).Unsigned()),
                new("a refresh token", user.RefreshToken) { IsRefresh = true },
                new("a user", user.AccessToken) { IsAccess = true },
                new("a user after a refresh", stale.AccessToken) { IsAccess = true, IsFresh = false },
                new("a pending user", Forge(forge => forge.Claims["sub"] = pending).SignedBy(key)) { IsAccess = true, AccountRefusal = "invalid_token" },
                new("a disabled user", disabled.AccessToken) { IsAccess = true, AccountRefusal = "user_inactive" },
                new("a removed user", removed.AccessToken) { IsAccess = true, AccountRefusal = "user_inactive" },
                new("a user who logged out", revoked.AccessToken) { IsAccess = true, AccountRefusal = "invalid_token" },
                new("an admin", world.Admin.AccessToken) { IsAccess = true, IsAdmin = true },
                new("an admin after a refresh", staleAdmin.AccessToken) { IsAccess = true, IsAdmin = true, IsFresh = false },
            ];
        }
    }
}
