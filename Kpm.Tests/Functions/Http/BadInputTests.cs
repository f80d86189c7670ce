using System.Net.Http.Headers;
using System.Text;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>SEC-06, SEC-14. Every function that changes something refuses what it cannot read, with a whole problem, and changes nothing.</summary>
[Collection(ApiTests.Name)]
public sealed class BadInputTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Json = "application/json";
    private static readonly string[] WithJson = ["RegisterUser", "RequestKeep", "AcceptKeep", "DeclineKeep", "CreateAsset", "ScheduleToFutureSelf", "ScheduleInABottle", "ScheduleHideAndSeek", "ScheduleTransfer", "ScheduleTimeCapsule", "ScheduleRelease", "ReviseRelease", "UpdateAsset", "GrantQuota", "TriggerRelease", "ActivateUserByToken", "UpdateMe", "ChangePassword", "AskForActivationMail", "AskForPasswordResetMail", "ResetPassword", "RequestEmailChange", "ConfirmEmailChange", "RemoveUser", "AddReminders", "RemoveReminders", "AnswerFeedback", "ConfirmTotp", "RemoveTotp", "AddPasskey", "LogInWithPasskey", "OpenUpload", "CompleteUpload", "SignUpInvited", "AcceptInvitation", "AskForInvitationMail", "ReplayEvents", "CheckIn", "PauseForTravel", "RequestRehearsal"];
    private static readonly string[] WithList = ["AddReminders", "RemoveReminders", "AnswerFeedback"];
    private static readonly string[] WithForm = ["LogIn", "LogInToken", "ActivateUserByToken", "ResetPassword", "ConfirmEmailChange", "SignUpInvited", "AskForInvitationMail", "CheckIn"];
    private static readonly string[] WithFile = ["UploadAssetFile", "UploadAssetFileByPost", "StoreUploadPart"];
    private static readonly string[] WithoutBody = ["RemoveAsset", "RestoreAsset", "DiscardAsset", "ActivateUserByAdmin", "RefreshSession", "CancelRelease", "LogOut", "RevokeSession", "LeaveKpm", "DisableUser", "RebuildProjections", "AddTotp", "ReplaceRecoveryCodes", "ConfirmRecoveryCodes", "BeginPasskey", "RemovePasskey", "BeginPasskeyLogIn", "AbandonUpload", "RotateVaultKey", "RotateUserKey", "RequestExport", "RemoveExport", "RemindInvited", "ResubmitFailure", "DismissFailure", "GiveSignOfLife", "EndTravelPause", "PauseAttempt", "RevokeRelease", "AttestRelease", "WithdrawAttestation"];
    private static readonly string[] Signed = ["ReceiveMailEvents"];
    private static readonly string[] WithToken = ["UploadAssetFile", "UploadAssetFileByPost", "OpenUpload"];
    private ApiWorld _world = null!;
    private ApiClient _person = null!;
    private string _before = "";

    public static TheoryData<string> JsonFunctions => [.. WithJson];

    public static TheoryData<string> FormFunctions => [.. WithForm];

    /// <summary>Every reader of a body, with a content type that it does not read.</summary>
    public static TheoryData<string, string> WrongTypes
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var type in new[] { "text/plain", "application/xml", "multipart/form-data" })
                foreach (var function in WithJson.Concat(WithForm).Concat(WithFile).Distinct(StringComparer.Ordinal))
                    rows.Add(function, type);
            return rows;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _person = await _world.JoinAsync("calm");
        _before = await ApiWorld.EverythingOfAsync(_person);
    }

    public async ValueTask DisposeAsync()
    {
        (await ApiWorld.EverythingOfAsync(_person)).Should().Be(_before, "what is refused changes nothing");
        _person.Dispose();
    }

    [Fact]
    public void Given_TheCompiledApp_When_ItsWritesAreRead_Then_TheseTestsKnowThemAll() =>
        WithJson.Union(WithForm).Union(WithFile).Union(WithoutBody).Union(Signed).Should().BeEquivalentTo(HttpFunctions.All.Where(function => function.IsWrite).Select(function => function.Name));

    [Theory]
    [MemberData(nameof(JsonFunctions))]
    public async Task Given_ABodyThatIsNotJson_When_ItIsSent_Then_ItIsRefused(string function)
    {
        foreach (var body in new[] { "", "{", "{\"id\":}", "{'id':1}", "{} x", "\"\\x\"", "\u0001" })
            (await SendAsync(function, body, Json)).ShouldBeProblem(400, "malformed_json");
    }

    [Theory]
    [MemberData(nameof(JsonFunctions))]
    public async Task Given_JsonOfAnotherShape_When_ItIsSent_Then_ItIsRefused(string function)
    {
        foreach (var body in new[] { "null", WithList.Contains(function) ? "{}" : "[]", "1", "\"text\"", "true" })
            (await SendAsync(function, body, Json)).ShouldBeProblem(422, "validation_failed", "");
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public async Task Given_AnotherContentType_When_ItIsSent_Then_ItIsRefused(string function, string type) =>
        (await SendAsync(function, "{}", type)).ShouldBeProblem(400, "unsupported_media_type");

    [Theory]
    [MemberData(nameof(JsonFunctions))]
    public async Task Given_AJsonBodyOverItsLimit_When_ItIsSent_Then_ItIsRefused(string function)
    {
        var body = "{\"id\":\"" + new string('x', function == "CompleteUpload" ? 2 * 1024 * 1024 : 256 * 1024) + "\"}";
        (await SendAsync(function, body, Json)).ShouldBeProblem(413, "body_too_large");
        (await SendAsync(function, body, Json, isChunked: true)).ShouldBeProblem(413, "body_too_large");
        (await SendAsync(function, body, Json, isChunked: true, key: Guid.NewGuid().ToString())).ShouldBeProblem(413, "body_too_large");
    }

    [Theory]
    [MemberData(nameof(FormFunctions))]
    public async Task Given_AFormOverItsLimit_When_ItIsSent_Then_ItIsRefused(string function) =>
        (await SendAsync(function, "username=" + new string('x', 16 * 1024), "application/x-www-form-urlencoded")).ShouldBeProblem(413, "body_too_large");

    [Theory]
    [InlineData("RegisterUser", """{"username":1,"email":"a@b.cd","password":"long enough"}""", "/username")]
    [InlineData("RegisterUser", """{"username":"abc","email":"a@b.cd","password":["x"]}""", "/password")]
    [InlineData("RegisterUser", """{"username":"abc","email":"a@b.cd","password":"long enough","id":"7"}""", "/id")]
    [InlineData("RequestKeep", """{"to_id":5}""", "/to_id")]
    [InlineData("RequestKeep", """{"to_id":"x","to_code":"y"}""", "")]
    [InlineData("AcceptKeep", """{"keep_id":{}}""", "/keep_id")]
    [InlineData("AcceptKeep", """{"keep_id":"x","name":7}""", "/name")]
    [InlineData("RequestKeep", """{"to_code":"y","name":[]}""", "/name")]
    [InlineData("DeclineKeep", """{"keep_id":"x","reason":1}""", "/reason")]
    [InlineData("CreateAsset", """{"tags":"x"}""", "/tags")]
    [InlineData("CreateAsset", """{"tags":["a",1]}""", "/tags/1")]
    [InlineData("CreateAsset", """{"file_size_bytes":"many"}""", "/file_size_bytes")]
    [InlineData("CreateAsset", """{"file_size_bytes":1e400}""", "/file_size_bytes")]
    [InlineData("CreateAsset", """{"bookmarked":"perhaps"}""", "/bookmarked")]
    [InlineData("CreateAsset", """{"title":"\ud800"}""", "/title")]
    [InlineData("CreateAsset", """{"owners_id":["/users/x"]}""", "/owners_id/0")]
    [InlineData("ScheduleTransfer", """{"assets":[1]}""", "/assets/0")]
    [InlineData("RequestRehearsal", """{"at":"soon"}""", "/at")]
    [InlineData("RequestRehearsal", """{"at":-1}""", "/at")]
    [InlineData("RequestRehearsal", """{"location":7}""", "/location")]
    [InlineData("ScheduleTransfer", """{"assets":["x"]}""", "/assets/0")]
    [InlineData("ScheduleTransfer", """{"receivers":["x"]}""", "/receivers/0")]
    [InlineData("ScheduleTransfer", """{"receivers":[1]}""", "/receivers/0")]
    [InlineData("ScheduleTransfer", """{"receivers":[null]}""", "/receivers/0")]
    [InlineData("ScheduleTransfer", """{"receivers":["\ud800"]}""", "/receivers/0")]
    [InlineData("ScheduleTransfer", """{"receivers":[{"email":"a@b.cd","name":"\ud800"}]}""", "/receivers/0")]
    [InlineData("ScheduleTransfer", """{"receivers":[{"email":1,"name":"x"}]}""", "/receivers/0/email")]
    [InlineData("ScheduleTransfer", """{"receivers":[{"email":"a@b.cd","name":[]}]}""", "/receivers/0/name")]
    [InlineData("ScheduleTransfer", """{"receivers":[{"email":"nowhere","name":"x"}]}""", "/receivers/0/email")]
    [InlineData("ScheduleTransfer", """{"receivers":[{"email":"a@b.cd","name":" "}]}""", "/receivers/0/name")]
    [InlineData("ReviseRelease", """{"receivers":[{"email":"a@b.cd"}]}""", "/receivers/0/name")]
    [InlineData("SignUpInvited", """{"invitation_token":"x","username":1,"password":"x"}""", "/username")]
    [InlineData("AcceptInvitation", """{"invitation_token":1}""", "/invitation_token")]
    [InlineData("AskForInvitationMail", """{"invitation_token":{}}""", "/invitation_token")]
    [InlineData("ScheduleTransfer", """{"scheduled_date":"tomorrow"}""", "/scheduled_date")]
    [InlineData("ScheduleRelease", """{"conditions":"always"}""", "/conditions")]
    [InlineData("ScheduleRelease", """{"conditions":{"type":"all","of":[{"type":1}]}}""", "/conditions/of/0/type")]
    [InlineData("ScheduleRelease", """{"hide":"perhaps"}""", "/hide")]
    [InlineData("ScheduleTimeCapsule", """{"location":1}""", "/location")]
    [InlineData("ScheduleInABottle", """{"min_date":"soon"}""", "/min_date")]
    [InlineData("ReviseRelease", """{"delivery":1}""", "/delivery")]
    [InlineData("TriggerRelease", """{"geo_location":[]}""", "/geo_location")]
    [InlineData("UpdateAsset", """{"title":7}""", "/title")]
    [InlineData("UpdateAsset", """{"tags":["a",1]}""", "/tags/1")]
    [InlineData("UpdateAsset", """{"bookmarked":"perhaps"}""", "/bookmarked")]
    [InlineData("GrantQuota", """{"extra_mb":"many"}""", "/extra_mb")]
    [InlineData("GrantQuota", """{"extra_mb":-1}""", "/extra_mb")]
    [InlineData("ReplayEvents", """{"since_ts":"yesterday"}""", "/since_ts")]
    [InlineData("ReplayEvents", """{"since_ts":-9223372036854775808}""", "/since_ts")]
    [InlineData("ReplayEvents", """{"since_ts":9223372036854775807}""", "/since_ts")]
    [InlineData("ActivateUserByToken", """{"activation_token":1}""", "/activation_token")]
    [InlineData("ConfirmTotp", """{"code":123456}""", "/code")]
    [InlineData("RemoveTotp", "{}", "/code")]
    [InlineData("AddPasskey", """{"name":1,"credential":{}}""", "/name")]
    [InlineData("LogInWithPasskey", """{"challenge_id":1,"credential":{}}""", "/challenge_id")]
    [InlineData("AddReminders", "[]", "")]
    [InlineData("AddReminders", """[{"title":"x","time":"noon"}]""", "/0/time")]
    [InlineData("RemoveReminders", """[{"title":"x","time":1},{"title":1}]""", "/1/title")]
    [InlineData("UpdateMe", """{"public_name":1}""", "/public_name")]
    [InlineData("ChangePassword", """{"new_password":[]}""", "/new_password")]
    [InlineData("ResetPassword", """{"reset_token":"x","new_password":1}""", "/new_password")]
    [InlineData("RemoveUser", """{"reason":1}""", "/reason")]
    [InlineData("OpenUpload", """{"file_name":1,"file_type":"a/b"}""", "/file_name")]
    [InlineData("CompleteUpload", """{"parts":{}}""", "/parts")]
    [InlineData("CompleteUpload", """{"parts":[{"number":[]}]}""", "/parts/0/number")]
    [InlineData("CompleteUpload", """{"parts":null}""", "/parts")]
    [InlineData("CompleteUpload", """{"parts":[],"sha256":"x"}""", "/sha256")]
    public async Task Given_AFieldOfAnotherType_When_ItIsSent_Then_ThePointerNamesIt(string function, string body, string pointer) =>
        (await SendAsync(function, body, Json)).ShouldBeProblem(422, "validation_failed", pointer);

    [Theory]
    [InlineData("RegisterUser", "/username", "/email", "/password")]
    [InlineData("AcceptKeep", "/keep_id")]
    [InlineData("DeclineKeep", "/keep_id", "/reason")]
    [InlineData("ActivateUserByToken", "/activation_token")]
    [InlineData("AskForActivationMail", "/email")]
    [InlineData("AskForPasswordResetMail", "/email")]
    [InlineData("ResetPassword", "/reset_token", "/new_password")]
    [InlineData("RequestEmailChange", "/email")]
    [InlineData("ConfirmEmailChange", "/email_change_token")]
    [InlineData("SignUpInvited", "/invitation_token", "/username", "/password")]
    [InlineData("AcceptInvitation", "/invitation_token")]
    [InlineData("AskForInvitationMail", "/invitation_token")]
    [InlineData("RemoveUser", "/reason")]
    [InlineData("AddPasskey", "/name", "/credential")]
    [InlineData("LogInWithPasskey", "/challenge_id", "/credential")]
    [InlineData("RequestKeep", "")]
    [InlineData("GrantQuota", "/extra_mb")]
    [InlineData("ReplayEvents", "/since_ts")]
    [InlineData("OpenUpload", "/file_name", "/file_type")]
    [InlineData("CompleteUpload", "/parts")]
    [InlineData("CreateAsset", "/title", "/description", "/file_name", "/file_type", "/file_size_bytes")]
    [InlineData("ScheduleTransfer", "/name", "/assets", "/receivers")]
    [InlineData("ScheduleToFutureSelf", "/name", "/assets", "/scheduled_date")]
    [InlineData("ScheduleInABottle", "/name", "/assets", "/receivers")]
    [InlineData("ScheduleHideAndSeek", "/name", "/assets", "/receivers", "/location")]
    [InlineData("ScheduleTimeCapsule", "/name", "/assets", "/receivers", "/location", "/scheduled_date")]
    [InlineData("ScheduleRelease", "/name", "/assets", "/receivers", "/conditions")]
    public async Task Given_NoFields_When_SomeAreRequired_Then_EachIsNamed(string function, params string[] pointers) =>
        (await SendAsync(function, "{}", Json)).ShouldBeProblem(422, "validation_failed", pointers);

    [Theory]
    [InlineData("LogIn")]
    [InlineData("LogInToken")]
    public async Task Given_AFormWithoutItsFields_When_ItIsSent_Then_EachIsNamed(string function)
    {
        (await SendAsync(function, "grant_type=magic", "application/x-www-form-urlencoded")).ShouldBeProblem(422, "validation_failed", "/username", "/password", "/grant_type");
    }

    private async Task<ApiAnswer> SendAsync(string name, string body, string type, bool isChunked = false, string? key = null)
    {
        var function = HttpFunctions.Named(name);
        var path = function.PathWith(Guid.NewGuid().ToString());
        if (WithToken.Contains(name)) path += $"?authorizer_token={UploadToken()}";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var client = function.Access is Kpm.Functions.Http.Access.FreshAdmin or Kpm.Functions.Http.Access.Admin ? _world.Admin : _person;
        return await client.SendAsync(function.Method, path, content, key, request => request.Headers.TransferEncodingChunked = isChunked ? true : null);
    }

    private string UploadToken()
    {
        var forge = new TokenForge(_person.AccessToken!);
        (forge.Header["typ"], forge.Claims["aud"], forge.Claims["asset"]) = ("kpm-upload+jwt", "kpm:kpm-upload+jwt", Guid.NewGuid().ToString());
        return forge.SignedBy(_world.App.Settings["Tokens__UploadKey"]);
    }
}
