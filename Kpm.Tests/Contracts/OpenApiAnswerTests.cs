using System.Text.Json.Nodes;
using Kpm.Core.Shared;
using Kpm.Functions.Http;

namespace Kpm.Tests.Contracts;

/// <summary>What the contract lets the functions answer.</summary>
public sealed class OpenApiAnswerTests
{
    private static readonly ContractDocument Contract = ContractDocument.Current;

    /// <summary>Refusals that are not a problem document: pages for people.</summary>
    private static readonly string[] OtherRefusals =
    [
        "ActivationPage 401 text/html",
        "ActivateUserByToken 401 text/html",
        "PasswordResetPage 401 text/html",
        "ResetPassword 400 text/html",
        "ResetPassword 401 text/html",
        "EmailChangePage 401 text/html",
        "ConfirmEmailChange 400 text/html",
        "ConfirmEmailChange 401 text/html", "CheckInPage 401 text/html", "CheckIn 401 text/html", "ClaimPage 401 text/html", "ErasurePage 401 text/html", "InvitationPage 401 text/html", "SignUpInvited 400 text/html", "SignUpInvited 401 text/html", "SignUpInvited 422 text/html",
    ];

    private static readonly IReadOnlyList<CodeOnTheWire> Documented =
        [.. (from operation in Contract.Operations from response in operation.Responses from code in response.Codes select new CodeOnTheWire(code, response.Status)).Distinct()];

    [Fact]
    public void Given_ARequestThatChangesSomething_When_ItSucceeds_Then_OnlyTokensAreAnswered()
    {
        var withBody = from operation in Contract.Operations
                       where operation.Method is not ("GET" or "HEAD") && operation.Responses.Any(response => response is { IsRefusal: false, Content.Count: > 0 })
                       select operation.Id;

        withBody.Should().BeEquivalentTo(FunctionsMetadata.Http.Where(function => function.IssuesTokens).Select(function => function.Name))
            .And.BeEquivalentTo("LogIn", "LogInToken", "LogInWithPasskey", "RefreshSession");
    }

    [Fact]
    public void Given_ARequestThatMakesSomething_When_ItSucceeds_Then_TheAnswerSaysWhere() =>
        AllResponses().Where(answer => answer.Response.Status is 201 or 303)
            .Should().AllSatisfy(answer => answer.Response.Headers["Location"]["required"]!.GetValue<bool>().Should().BeTrue(answer.Operation.Id));

    /// <summary>A closed schema makes the checker see a field that was added to an answer but not to the contract.</summary>
    [Fact]
    public void Given_TheSchemaOfAnAnswer_When_ItIsAnObject_Then_ItIsClosed()
    {
        var schemas = Contract.Root["components"]!["schemas"]!.AsObject().Where(schema => !schema.Key.EndsWith("Request", StringComparison.Ordinal) && !schema.Key.EndsWith("Form", StringComparison.Ordinal));

        var open = from schema in schemas
                   from node in SelfAndBelow(schema.Value!.AsObject())
                   where (string?)(node["type"] as JsonValue) == "object" && (bool?)node["additionalProperties"] != false
                   select schema.Key;

        open.Should().BeEmpty();
    }

    [Fact]
    public void Given_ARefusal_When_ItHasABody_Then_ItIsAProblemDocument()
    {
        var others = from answer in AllResponses()
                     where answer.Response.IsRefusal
                     from mediaType in answer.Response.Content.Count == 0 ? [""] : answer.Response.Content.Keys
                     where mediaType != ContractResponse.Problem
                     select $"{answer.Operation.Id} {answer.Response.Status} {mediaType}";

        others.Should().BeEquivalentTo(OtherRefusals);
    }

    [Fact]
    public void Given_AProblem_When_Documented_Then_ItsCodesAreNamed() =>
        AllResponses().Where(answer => answer.Response.Content.ContainsKey(ContractResponse.Problem))
            .Should().AllSatisfy(answer => answer.Response.Codes.Should().NotBeEmpty($"{answer.Operation} {answer.Response.Status}").And.OnlyHaveUniqueItems());

    [Fact]
    public void Given_ADocumentedCode_When_LookedUpInTheCode_Then_AnErrorHasItWithThatStatus() =>
        Documented.Except(ErrorCatalogue.All).Should().BeEmpty();

    [Fact]
    public void Given_AnErrorOfTheCode_When_LookedUpInTheContract_Then_ItIsDocumentedUnlessInternal() =>
        ErrorCatalogue.All.Except(Documented).Select(error => error.Code).Should().BeEquivalentTo(ErrorCatalogue.InternalCodes);

    [Fact]
    public void Given_ARefusal_When_ItIsOverAfterAWhile_Then_TheContractSaysThatTheAnswerTellsWhen()
    {
        var passing = ErrorCatalogue.Types.Where(type => type.IsAssignableTo(typeof(IRetryAfter))).Select(type => ErrorCatalogue.Create(type).Code).ToHashSet(StringComparer.Ordinal);
        passing.Should().Contain(Documented.Where(code => code.Status is 429 or 503).Select(code => code.Code));

        foreach (var (operation, response) in AllResponses().Where(answer => answer.Response.IsRefusal))
            response.Headers.ContainsKey("Retry-After").Should().Be(response.Codes.Any(passing.Contains), $"{operation} {response.Status}");
    }

    [Fact]
    public void Given_WhoMayCall_When_TheyAreRefused_Then_TheCodesOfThePipelineAreDocumented()
    {
        foreach (var operation in Contract.Operations)
        {
            var codes = operation.Responses.SelectMany(response => response.Codes).ToList();
            codes.Should().Contain(PipelineCodes(Enum.Parse<Access>(operation.Access!)), operation.ToString());
        }
    }

    [Fact]
    public void Given_AnIdempotencyKey_When_ThePipelineRefusesIt_Then_TheCodesAreDocumented() =>
        Contract.Operations.Where(operation => operation.HasParameter("header", IdempotencyMiddleware.Header))
            .Should().AllSatisfy(operation => operation.Responses.SelectMany(response => response.Codes)
                .Should().Contain(["idempotency_key_invalid", "idempotency_key_reused", "request_in_progress", "body_too_large"], operation.ToString()));

    [Fact]
    public void Given_APrecondition_When_ItIsHonoured_Then_TheRefusalIsDocumented() =>
        Contract.Operations.Select(operation => (operation.Id, HasHeader: operation.HasParameter("header", "If-Match"), HasRefusal: operation.Responses.Any(response => response.Status == 412)))
            .Should().OnlyContain(operation => operation.HasHeader == operation.HasRefusal);

    [Fact]
    public void Given_TheCompiledFunctions_When_OneIsLimited_Then_TheRefusalIsDocumentedAndOtherwiseNot() =>
        Contract.Operations.Where(operation => operation.Responses.Any(response => response.Codes.Contains("rate_limited"))).Select(operation => operation.Id)
            .Should().BeEquivalentTo(FunctionsMetadata.Http.Where(function => function.IsRateLimited).Select(function => function.Name));

    private static IEnumerable<(ContractOperation Operation, ContractResponse Response)> AllResponses() =>
        from operation in Contract.Operations from response in operation.Responses select (operation, response);

    private static IEnumerable<JsonObject> SelfAndBelow(JsonObject node) =>
        node.Select(member => member.Value).OfType<JsonObject>().SelectMany(SelfAndBelow).Prepend(node);

    private static string[] PipelineCodes(Access access) => access switch
    {
        Access.Anonymous => ["internal"],
        Access.MailService => ["internal", "invalid_signature"],
        Access.RefreshToken => ["internal", "unavailable", "not_authenticated", "invalid_token"],
        Access.User => ["internal", "unavailable", "not_authenticated", "invalid_token", "user_inactive"],
        Access.FreshUser => [.. PipelineCodes(Access.User), "stale_token"],
        Access.Admin => [.. PipelineCodes(Access.User), "forbidden"],
        Access.FreshAdmin => [.. PipelineCodes(Access.Admin), "stale_token"],
    };
}
