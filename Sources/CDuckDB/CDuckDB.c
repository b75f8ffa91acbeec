// Declarations only; see include/.
