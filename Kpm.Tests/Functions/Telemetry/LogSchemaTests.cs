using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Local;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Telemetry;

/// <summary>Every line of the log has the form that <c>docs/log.schema.json</c> gives it, in good times and bad ones.</summary>
public sealed partial class LogSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Path.Combine(LocalPart.RepositoryRoot, "docs", "log.schema.json"));

    [Fact]
    public async Task Given_SuccessRefusalsAndFaults_When_TheLogIsRead_Then_EveryLineFitsTheSchema()
    {
        await using var system = await KpmSystem.StartAsync(TelemetryBox.AtOnce);
        using var client = system.NewClient();
        using var stored = new StoredDocuments(system);
        await stored.RefuseAsync(400, 1, "directory", "Create");
        var person = Person.New("logged");
        (await client.RegisterAsync(person)).ShouldBe(HttpStatusCode.Created);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        (await client.PatchAsync("/me", new { time_zone = "Nowhere" })).ShouldBeProblem(422, "validation_failed");
        await system.Mailbox.FailAsync(503, 1);
        await client.PostAsync("/users/password-reset-mail", new { email = person.Email });
        await system.BusOperator.SendAsync("users-welcome", "no event");
        await stored.RefuseAsync(400, 1, "keepsByParty", "Query");
        (await client.GetAsync("/me/keeps")).ShouldBeProblem(500, "internal");

        var lines = await Eventually.GetAsync(
            system.Telemetry.LogAsync,
            log => new[] { "is put off", "is given up", "{Status}", "\"ListMyKeeps\",\"Stack\"", "\"ProjectUser\",\"Stack\"" }.All(text => log.Any(line => line.Contains(text, StringComparison.Ordinal))),
            "a line of each kind");

        lines.Should().AllSatisfy(line => Fits(line).Should().BeTrue(line));
        lines.Where(line => line.Contains("CosmosException", StringComparison.Ordinal)).Should().HaveCountGreaterThan(1)
            .And.AllSatisfy(line => line.Should().NotContainAny("ActivityId", "Refused on request"), "the message of an exception may hold content");
    }

    [Theory]
    [InlineData("""{"time":"2026-01-01T00:00:00+00:00","severity":"Information","category":"Kpm.X","template":"{Title}","attributes":{"Title":"For Anna"}}""")]
    [InlineData("""{"time":"2026-01-01T00:00:00+00:00","severity":"Information","category":"Kpm.X","template":"x","attributes":{"Failure":"Not found: anna@example.com"}}""")]
    [InlineData("""{"time":"yesterday","severity":"Information","category":"Kpm.X","template":"x","attributes":{}}""")]
    [InlineData("""{"time":"2026-01-01T00:00:00+00:00","severity":"Information","category":"Kpm.X","template":"x","attributes":{},"body":"For Anna"}""")]
    public void Given_ALineOfAnotherForm_When_HeldAgainstTheSchema_Then_ItDoesNotFit(string line) => Fits(line).Should().BeFalse();

    [Fact]
    public void Given_EveryLogCallOfTheCode_When_ItsNamesAreRead_Then_TheSchemaKnowsThem()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "docs", "log.schema.json")));
        var known = schema.RootElement.GetProperty("then").GetProperty("properties").GetProperty("attributes").GetProperty("properties").EnumerateObject().Select(name => name.Name);

        var used = from file in Directory.EnumerateFiles(Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions"), "*.cs", SearchOption.AllDirectories)
                   where !file.Contains("/obj/", StringComparison.Ordinal)
                   from Match call in LogCall().Matches(File.ReadAllText(file))
                   from Match name in Name().Matches(call.Groups["template"].Value)
                   select name.Groups["name"].Value;

        used.Distinct().Should().BeEquivalentTo(known);
    }

    private static bool Fits(string line)
    {
        using var document = JsonDocument.Parse(line);
        return Schema.Evaluate(document.RootElement, new EvaluationOptions { RequireFormatValidation = true }).IsValid;
    }

    [GeneratedRegex(@"Log(Information|Warning|Error)\(\s*""(?<template>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LogCall();

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
