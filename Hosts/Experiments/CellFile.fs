namespace AkkaDreamer.Experiments

open System.IO
open System.Text.Json
open AkkaDreamer.Actors.Configuration
open AkkaDreamer.Hosts

/// Whole episodes played at a budget under a condition.
type Evaluation =
    {
        Budget: int64
        Condition: string
        /// key=value, as they were in force.
        Settings: string[]
        /// The update whose weights played.
        Update: int64
        Returns: float[]
    }

/// What an experiment knows of one run, kept in its run folder: how far it was trained, and what was played there.
type CellFile =
    {
        Format: int
        /// The budget that was reached; 0 before the first.
        Trained: int64
        Updates: int64
        /// Of training, pauses left out.
        Seconds: float
        Evaluations: Evaluation[]
    }

module CellFile =
    let private format = 1
    let private options = JsonSerializerOptions(WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase)

    let empty = { Format = format; Trained = 0L; Updates = 0L; Seconds = 0.0; Evaluations = [||] }

    let path (folder: RunFolder) = Path.Combine(folder.Path, "cell.json")

    /// What the folder says; the empty one when it says nothing yet. Raises CommandFailedException when the file is damaged.
    let read (folder: RunFolder) =
        let file = path folder
        let damaged (why: string) = raise<CellFile> (CommandFailedException $"{file} is damaged ({why}); delete it to evaluate this run again")

        if not (File.Exists file) then
            empty
        else
            try
                match JsonSerializer.Deserialize<CellFile>(File.ReadAllText file, options) with
                | null -> damaged "it is empty"
                | cell when cell.Format <> format -> damaged $"format {cell.Format}, this version reads {format}"
                | cell when isNull (box cell.Evaluations) || cell.Evaluations |> Array.exists (fun played -> isNull (box played.Returns)) -> damaged "parts are missing"
                | cell -> cell
            with :? JsonException as cause -> damaged cause.Message

    /// Under a temporary name first, so that nobody ever reads half a file.
    let write (folder: RunFolder) (cell: CellFile) =
        let file = path folder
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(cell, options))
        File.Move(file + ".new", file, overwrite = true)
