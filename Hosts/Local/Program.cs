using AkkaDreamer.Hosts;
using AkkaDreamer.Hosts.Local;
using AkkaDreamer.Models.Native;

NativeEnvironment.Prepare();
return await CommandLine.RunAsync(args, Terminal.OfProcess());
