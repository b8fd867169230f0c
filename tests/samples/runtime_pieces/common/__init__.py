GREETING = "from common"
