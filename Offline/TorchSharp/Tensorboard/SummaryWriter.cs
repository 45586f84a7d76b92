using System.Globalization;
using System.Net;
using TorchSharp.Utils.Tensorboard;
using TorchSharp.Utils.tensorboard.Enums;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class tensorboard
            {
                public static Modules.SummaryWriter SummaryWriter(string? log_dir = null, string? filename_suffix = null, bool createRunName = false) =>
                    new(createRunName && !string.IsNullOrEmpty(log_dir) ? CreateRunName(log_dir) : log_dir, filename_suffix);

                internal static string CreateRunName(string log_dir) =>
                    Path.Combine(log_dir, DateTime.Now.ToString("MMMd_H-m-s_", CultureInfo.InvariantCulture) + Dns.GetHostName());
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Writes event files that TensorBoard reads. Every event is on disk when the call returns.</summary>
    public class SummaryWriter
    {
        private static int _files;
        private readonly string? _suffix;
        private readonly EventFile _main;
        private readonly Dictionary<string, EventFile> _others = [];

        internal SummaryWriter(string? log_dir, string? filename_suffix)
        {
            _suffix = filename_suffix;
            LogDir = string.IsNullOrEmpty(log_dir) ? torch.utils.tensorboard.CreateRunName("runs") : log_dir;
            _main = Open(LogDir);
        }

        public string LogDir { get; }

        public void add_scalar(string tag, float scalar_value, int global_step, long? walltime = null) =>
            _main.Write(global_step, walltime, Summary.Scalar(tag, scalar_value));

        /// <summary>Several curves under one tag, each in a folder of its own.</summary>
        public void add_scalars(string main_tag, IDictionary<string, float> tag_scalar_dict, int global_step, long? walltime = null)
        {
            foreach (var (key, value) in tag_scalar_dict)
            {
                if (!_others.TryGetValue(key, out var file)) _others[key] = file = Open(Path.Combine(LogDir, $"{main_tag}_{key}"));
                file.Write(global_step, walltime, Summary.Scalar(main_tag, value));
            }
        }

        public void add_scalars(string main_tag, IList<(string, float)> tag_scalar_dict, int global_step, long? walltime = null) =>
            add_scalars(main_tag, tag_scalar_dict.ToDictionary(pair => pair.Item1, pair => pair.Item2), global_step, walltime);

        public void add_histogram(string tag, torch.Tensor values, int global_step, HistogramBinSelector bins = HistogramBinSelector.Tensorflow, long? walltime = null, long? max_bins = null) =>
            _main.Write(global_step, walltime, Summary.Histogram(tag, values, max_bins));

        /// <summary>A picture: bytes, or floating point in [0, 1]; dataformats names the dimensions (CHW, HWC or HW).</summary>
        public void add_img(string tag, torch.Tensor img_tensor, int global_step, long? walltime = null, string dataformats = "CHW") =>
            _main.Write(global_step, walltime, Summary.Image(tag, img_tensor, dataformats));

        public void add_text(string tag, string text_string, int global_step, long? walltime = null) =>
            _main.Write(global_step, walltime, Summary.Text(tag, text_string));

        private EventFile Open(string folder)
        {
            Directory.CreateDirectory(folder);
            var name = $"events.out.tfevents.{DateTime.Now.Ticks}.{Dns.GetHostName()}.{Environment.ProcessId}.{Interlocked.Increment(ref _files)}";
            return new EventFile(Path.Combine(folder, string.IsNullOrEmpty(_suffix) ? name : $"{name}.{_suffix}"));
        }
    }
}
