using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Node;
using AkkaDreamer.Models.Native;

NativeEnvironment.Prepare();
return await NodeCommandLine.RunAsync(args, Terminal.OfProcess());
