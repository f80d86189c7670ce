using Kpm.Local.FunctionsHost;
using Kpm.Local.Hosting;
using Kpm.Local.ServiceBus;

if (LoopbackOnly.Refusal() is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}

var options = PartOptions.Parse(args.Skip(1));
return args.FirstOrDefault() switch
{
    "functions" => await FunctionsHostPart.RunAsync(options),
    "service-bus" => await ServiceBusPart.RunAsync(options),
    _ => await Usage(),
};

static async Task<int> Usage()
{
    await Console.Error.WriteLineAsync("usage: Kpm.Local <part> [--name value ...]");
    return 2;
}
