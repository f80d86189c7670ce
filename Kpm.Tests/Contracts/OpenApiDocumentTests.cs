using Kpm.Functions.Http;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Kpm.Tests.Contracts;

/// <summary>The contract is a sound OpenAPI 3.1 document and describes exactly the functions that there are.</summary>
public sealed class OpenApiDocumentTests
{
    private static readonly ContractDocument Contract = ContractDocument.Current;

    [Fact]
    public async Task Given_TheContract_When_ReadAsOpenApi_Then_ThereIsNothingToComplainOf()
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        await using var stream = File.OpenRead(ContractDocument.DocumentPath);

        var read = await OpenApiDocument.LoadAsync(stream, "yaml", settings);

        read.Diagnostic!.SpecificationVersion.Should().Be(OpenApiSpecVersion.OpenApi3_1);
        read.Diagnostic.Errors.Select(error => error.ToString()).Should().BeEmpty();
        read.Diagnostic.Warnings.Select(warning => warning.ToString()).Should().BeEmpty();
        read.Document!.Paths.Should().NotBeEmpty();
    }

    [Fact]
    public void Given_TheCompiledFunctions_When_ComparedWithTheContract_Then_MethodsRoutesAndNamesAreTheSame() =>
        Contract.Operations.Select(operation => $"{operation} {operation.Id}")
            .Should().BeEquivalentTo(FunctionsMetadata.Http.Select(function => $"{function} {function.Name}"));

    [Fact]
    public void Given_TheCompiledFunctions_When_TheyAreBesideTheApi_Then_TheyServeBrowsersOnly() =>
        FunctionsMetadata.Web.Select(function => $"{function}: {function.Access}").Should().BeEquivalentTo("GET /app/{*path}: Anonymous", "GET /errors/{*code}: Anonymous", "GET /api/docs/{*path}: Anonymous", "OPTIONS /api/v1/{*path}: Anonymous");

    [Fact]
    public void Given_TheCompiledFunctions_When_AskedWhoMayCall_Then_EachSaysSo() =>
        FunctionsMetadata.Http.Concat(FunctionsMetadata.Web).Where(function => function.Access is null).Should().BeEmpty();

    [Fact]
    public void Given_TheCompiledFunctions_When_ComparedWithTheContract_Then_WhoMayCallIsTheSame() =>
        Contract.Operations.Select(operation => $"{operation}: {operation.Access}")
            .Should().BeEquivalentTo(FunctionsMetadata.Http.Select(function => $"{function}: {function.Access}"));

    [Fact]
    public void Given_WhoMayCall_When_ComparedWithTheSecurityOfTheOperation_Then_TheyAgree() =>
        Contract.Operations.Should().AllSatisfy(operation => operation.Security.Should().Equal(SchemeOf(Enum.Parse<Access>(operation.Access!)), operation.ToString()));

    [Fact]
    public void Given_APathTemplate_When_ItNamesParameters_Then_EachIsDeclared()
    {
        foreach (var operation in Contract.Operations)
        {
            var named = operation.Route.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'));
            operation.Parameters.Where(parameter => (string?)parameter["in"] == "path").Select(parameter => (string)parameter["name"]!)
                .Should().BeEquivalentTo(named, operation.ToString());
        }
    }

    /// <summary>The pipeline honours the key on every POST whose answer is not a token.</summary>
    [Fact]
    public void Given_TheCompiledFunctions_When_TheyArePosts_Then_TheContractNamesTheIdempotencyKey()
    {
        foreach (var function in FunctionsMetadata.Http)
        {
            Contract.Operations.Single(operation => operation.Id == function.Name).HasParameter("header", IdempotencyMiddleware.Header)
                .Should().Be(function is { Method: "POST", IssuesTokens: false, StreamsBody: false }, function.ToString());
        }
    }

    private static string[] SchemeOf(Access access) => access switch
    {
        Access.Anonymous => [],
        Access.MailService => ["mailServiceSignature"],
        Access.RefreshToken => ["refreshToken"],
        Access.User or Access.FreshUser or Access.Admin or Access.FreshAdmin => ["accessToken"],
    };
}
