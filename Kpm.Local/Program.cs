using Kpm.Local.Blob;
using Kpm.Local.Cosmos;
using Kpm.Local.FunctionsHost;
using Kpm.Local.Hosting;
using Kpm.Local.KeyVault;
using Kpm.Local.Mailbox;
using Kpm.Local.ServiceBus;
using Kpm.Local.Sinks;
using Kpm.Local.Up;

if (LoopbackOnly.Refusal() is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 2;
}

var options = PartOptions.Parse(args.Skip(1));
return args.FirstOrDefault() switch
{
    "functions" => await FunctionsHostPart.RunAsync(options),
    "up" => await UpPart.RunAsync(options),
    "service-bus" => await ServiceBusPart.RunAsync(options),
    "cosmos" => await CosmosPart.RunAsync(options),
    "blob" => await BlobPart.RunAsync(options),
    "key-vault" => await KeyVaultPart.RunAsync(options),
    "mailbox" => await MailboxPart.RunAsync(options),
    "sinks" => await SinksPart.RunAsync(options),
    _ => await Usage(),
};

static async Task<int> Usage()
{
    await Console.Error.WriteLineAsync("usage: Kpm.Local <part> [--name value ...]");
    return 2;
}
