using System.Diagnostics;
using ActorBackup.Repository.Backends;
using ActorBackup.Repository.Tests.Endurance;

var (backend, clock) = (new MemoryBackend(), new VirtualTime(MinutesOfCaptures.Start));
await using var repository = await VirtualRepository.InitAsync(backend, clock);
IMinuteSource source = new MinuteTree("/dev/shm/yy" + Environment.ProcessId);
await using var minutes = new MinutesOfCaptures(repository, source, clock);
var w = Stopwatch.StartNew();
await minutes.RunAsync(int.Parse(args[0]), day => { Console.WriteLine($"{day} {w.Elapsed.TotalSeconds:F1}s index {backend.Count(FileKind.Index)} packs {backend.Count(FileKind.Pack)} snapshots {backend.Count(FileKind.Snapshot)} x{(double)backend.BytesSaved/minutes.CapturedBytes:F2} p50 {minutes.Latencies.TakeLast(1440).Order().ElementAt(720):F2} {minutes.Latencies.TakeLast(1440).Sum():F0} loaded {backend.BytesLoaded>>20} MB calls {backend.Calls}"); return Task.CompletedTask; }, default);
Directory.Delete(source.Path, true);
