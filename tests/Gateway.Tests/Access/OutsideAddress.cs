using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Cluster.Gateway.Tests.Access;

/// <summary>Makes requests look as if they had come in on an address that others can reach, without listening on one.</summary>
internal sealed class OutsideAddress : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, following) =>
        {
            context.Connection.LocalIpAddress = IPAddress.Parse("192.0.2.7");
            return following(context);
        });
        next(app);
    };
}
