namespace Kpm.Tests.Browser.Trust;

/// <summary>When a legacy would open, which the web client proposes for a rehearsal. No system and no page take part.</summary>
public sealed class OpeningTests
{
    [Fact]
    public Task Given_Conditions_When_AskedWhenTimeDoesNotStandInTheWay_Then_WhatWaitsForPeopleCountsAsMet() => new BrowserScript(new Uri("http://127.0.0.1")).RunAsync("Trust/opening.mjs");
}
