using Kpm.Functions.Composition;
using Kpm.Functions.Http;
using Kpm.Functions.Http.Cors;
using Kpm.Functions.Http.RateLimits;
using Kpm.Functions.Telemetry;
using Kpm.Functions.Timers;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// The platform caps a request at 100 MB; Kestrel's own default is lower.
const long PlatformBodyLimit = 104_857_600;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = PlatformBodyLimit);

builder.UseMiddleware<OperationMiddleware>();
builder.UseWhen<JobLogMiddleware>(context => context.TriggerType() == TriggerTypes.Timer);
builder.UseWhen<RequestLogMiddleware>(IsHttp);
builder.UseWhen<CorsMiddleware>(IsHttp);
builder.UseWhen<DeprecationMiddleware>(IsHttp);
builder.UseWhen<ProblemMiddleware>(IsHttp);
builder.UseWhen<JsonBodyLimitMiddleware>(IsHttp);
builder.UseWhen<AuthenticationMiddleware>(IsHttp);
builder.UseWhen<RateLimitMiddleware>(IsHttp);
builder.UseWhen<SignOfLifeMiddleware>(IsHttp);
builder.UseWhen<IdempotencyMiddleware>(IsHttp);
builder.UseWhen<AnswerMiddleware>(IsHttp);

// The framework logs the query of every request, which may hold a token.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);

builder.Services.AddTelemetry(builder.Configuration).AddShared().AddHttp().AddVault().AddUsers().AddAssets().AddInvitations().AddExports().AddRemoval().AddKeys().AddRebuild().AddMail().AddPush();
await builder.Build().RunAsync();

static bool IsHttp(FunctionContext context) => context.TriggerType() == TriggerTypes.Http;
