using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The settings of single actors, from akka.actor.deployment: by path below /user, * for one element, ** for the rest.</summary>
public class Deployer
{
    private readonly List<(string[] Pattern, Deploy Deploy)> _deployments = [];

    public Deployer(Settings settings)
    {
        var config = settings.Config.GetConfig("akka.actor.deployment");
        Default = config.GetConfig("default");
        foreach (var (path, value) in config.AsEnumerable())
            if (path != "default") SetDeploy(ParseConfig(path, value));
    }

    private Config Default { get; }

    public Deploy Lookup(ActorPath path)
    {
        if (_deployments.Count == 0) return Deploy.None;
        var elements = path.Elements;
        return elements.Count < 2 || elements[0] != "user" ? Deploy.None : Lookup(elements.Skip(1));
    }

    public Deploy Lookup(IEnumerable<string> path)
    {
        var names = path.ToArray();
        lock (_deployments)
        {
            // What is said without wildcards goes before what is said with them.
            return _deployments
                .Where(entry => Matches(entry.Pattern, names))
                .OrderBy(static entry => entry.Pattern.Count(static element => element.Contains('*')))
                .FirstOrDefault().Deploy;
        }
    }

    public void SetDeploy(Deploy deploy)
    {
        var elements = deploy.Path.Split('/').Skip(1).ToArray();
        foreach (var element in elements)
        {
            if (string.IsNullOrEmpty(element))
                throw new IllegalActorNameException($"Actor name in deployment [{deploy.Path}] must not be empty");
            if (!ActorPath.IsValidPathElement(element))
                throw new IllegalActorNameException($"Illegal actor name [{element}] in deployment [{deploy.Path}]. {ActorPath.ValidActorNameDescription}");
        }

        lock (_deployments) _deployments.Add((elements, deploy));
    }

    private Deploy ParseConfig(string key, Configuration.Hocon.HoconValue value)
    {
        var config = new Config(new Configuration.Hocon.HoconRoot(value)).WithFallback(Default);
        return new Deploy(
            key,
            config,
            Deploy.NoScopeGiven,
            config.GetString("dispatcher", ""),
            config.GetString("mailbox", ""),
            config.GetInt("stash-capacity", Deploy.NoStashSize));
    }

    private static bool Matches(string[] pattern, string[] names)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == "**") return names.Length > i;
            if (i >= names.Length || !names[i].Like(pattern[i], caseSensitive: true)) return false;
        }

        return pattern.Length == names.Length;
    }
}
