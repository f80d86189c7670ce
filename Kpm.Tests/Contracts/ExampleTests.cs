using System.Text.Json;

namespace Kpm.Tests.Contracts;

/// <summary>Each body that is sent or answered as JSON or as a form has an example, which is one.</summary>
public sealed class ExampleTests
{
    private static readonly ContractDocument Contract = ContractDocument.Current;

    [Fact]
    public void Given_ABody_When_LookedUp_Then_ItHasAnExample() =>
        All().Where(body => body.Example is null).Select(body => body.Name).Should().BeEmpty();

    [Fact]
    public void Given_AnExample_When_HeldAgainstItsSchema_Then_NothingIsWrong() =>
        All().SelectMany(body => new AnswerSchema(Contract, body.Example!.Schema).FaultsOf(JsonSerializer.SerializeToElement(body.Example.Value)).Select(fault => $"{body.Name}: {fault}"))
            .Should().BeEmpty();

    [Fact]
    public void Given_AParameterOfAPath_When_LookedUp_Then_ItHasAnExample() =>
        Contract.Operations.Select(operation => operation.ExamplePath).Should().NotContain(path => path.Contains('{', StringComparison.Ordinal));

    private static IEnumerable<(string Name, ContractExample? Example)> All() =>
        from operation in Contract.Operations
        from body in operation.RequestExamples.Select(request => ($"{operation.Id} {request.MediaType}", request.Example))
            .Concat(operation.Responses.Where(response => !response.IsRefusal).SelectMany(response => response.Examples.Select(answer => ($"{operation.Id} {response.Status}", answer.Example))))
        select body;
}
