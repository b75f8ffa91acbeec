extension EventAccount {
  package var record: Record {
    [
      "timezone": .text(timezone), "first_exposure": .text(firstExposure), "last_exposure": .text(lastExposure),
      "end": .text(cut), "end_is_stated": .truth(cutIsStated), "crossed": .counts(crossed),
      "facts": .list(facts.map(\.record)),
    ]
  }
}

extension EventAccount.Fact {
  fileprivate var record: Record {
    let events: Record = [
      "fact": .text(name), "read": .count(read), "counted": .count(counted), "dropped": .counts(drops),
      "without_value": .counts(withoutValue),
    ]
    return sharing.map { events + ["sharing": $0.record] } ?? events
  }
}

extension EventAccount.Sharing {
  fileprivate var record: Record {
    [
      "keys": .text(keys), "by_variant": .truth(isByVariant),
      "totals": .list(
        totals.map { total in
          [
            "value": .text(total.name), "total": .number(total.whole), "shared": .number(total.shared),
            "not_shared": Record(total.unshared.map { ($0.reason, .number($0.total)) }),
          ]
        }),
      "rows_below_zero": .count(negative), "units_without_key": .count(unitsWithoutKey),
      "units_without_row": .count(unitsWithoutRow),
    ]
  }
}
