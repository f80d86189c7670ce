using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Http;

/// <summary>
/// Compresses text for those who accept it (RFC 9110, section 12.5.3). Never an answer that holds secrets, whose length would tell of them to who can add to
/// the request (BREACH, CVE-2013-3587); files are encrypted content of their own kind and go as they are.
/// </summary>
internal sealed class AnswerCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    public static void Set(ResponseCompressionOptions options)
    {
        options.EnableForHttps = true;
        options.MimeTypes = ["application/json", Problem.ContentType, "application/yaml", "text/html", "text/css", "text/javascript", "image/svg+xml"];
    }

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.Response.Headers.CacheControl != "no-store" && base.ShouldCompressResponse(context);

    /// <summary>Puts the compression around the functions.</summary>
    internal sealed class Filter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseResponseCompression();
            next(app);
        };
    }
}
