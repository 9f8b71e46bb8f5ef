/// Why a batch scheduler ended a job.
enum Migration0008 {
  static let sql = """
    -- By the number of the reason; null where the program ended by itself.
    ALTER TABLE runs ADD COLUMN scheduler_end INTEGER;
    ALTER TABLE attempts ADD COLUMN scheduler_end INTEGER;
    """
}
