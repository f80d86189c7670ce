using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>Tells the first story to a person, on the system that runs.</summary>
internal static class Demo
{
    private const string DefaultApi = "http://127.0.0.1:7071";
    private const string DefaultSinks = "http://127.0.0.1:7025";

    /// <param name="options"><c>--api URL</c>, <c>--sinks URL</c>.</param>
    /// <returns>0 when the story went well, else 1 with the reason on standard error.</returns>
    public static async Task<int> RunAsync(string[] options)
    {
        if (!TryRead(options, out var api, out var sinks))
        {
            await Console.Error.WriteLineAsync($"usage: demo [--api {DefaultApi}] [--sinks {DefaultSinks}]");
            return 2;
        }

        try
        {
            await TellAsync(api, new Mailbox(sinks));
            Console.WriteLine("The story went well.");
            return 0;
        }
        catch (HttpRequestException unreachable)
        {
            await Console.Error.WriteLineAsync($"The story stopped: {unreachable.Message} Does the system run (make run-dev) at {api} and {sinks}?");
            return 1;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or TimeoutException or KeyNotFoundException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"The story stopped: {wrong.Message}");
            return 1;
        }
    }

    private static async Task TellAsync(Uri api, Mailbox mailbox)
    {
        var line = 0;
        using var story = new FirstLegacyStory(api, mailbox, text => Console.WriteLine($"{++line}. {text}"));
        await story.SignUpAsync();
        await story.BecomeKeepsAsync();
        await story.StoreAsync();
        await story.ScheduleAsync();
        await story.ClaimAsync(Person.New("stranger"));
    }

    private static bool TryRead(string[] options, out Uri api, out Uri sinks)
    {
        (api, sinks) = (new Uri(DefaultApi), new Uri(DefaultSinks));
        for (var i = 0; i < options.Length; i += 2)
        {
            if (i + 1 == options.Length || !Uri.TryCreate(options[i + 1], UriKind.Absolute, out var address)) return false;
            if (options[i] == "--api") api = address;
            else if (options[i] == "--sinks") sinks = address;
            else return false;
        }

        return true;
    }
}
