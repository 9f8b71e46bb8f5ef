package import KilimModel

package enum BundleUnpacker {
  package static func unpack(
    image: PlannedImage, into directory: String, cancelled: () -> Bool,
    wait: (_ milliseconds: Int) -> Void
  ) throws(TransferError) { throw TransferError("not built yet", isTemporary: false) }
  package static func executable(in directory: String) throws(TransferError) -> String {
    throw TransferError("not built yet", isTemporary: false)
  }
}
